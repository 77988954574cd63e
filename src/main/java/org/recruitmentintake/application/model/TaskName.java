package org.recruitmentintake.application.model;

import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** A task and who can do it. Its text form has a colon between the two. */
public record TaskName(EvidenceSource who, TaskCode code) {

    /** @throws IllegalArgumentException if it is not the text of a name */
    public static TaskName of(String text) {
        var parts = text.split(":", 2);
        return new TaskName(EvidenceSource.valueOf(parts[0]), TaskCode.valueOf(parts[1]));
    }

    @Override
    public String toString() { return who + ":" + code; }
}
