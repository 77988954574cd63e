package org.recruitmentintake.application.usecase;

import java.time.LocalDate;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.embassy.EmbassyDirectory;
import org.recruitmentintake.embassy.Step;

/** What must be right about a request beyond its shape: of every request, and of one for the case that it is about. */
@ApplicationScoped
public class SubmissionValidator {

    private final EmbassyDirectory embassies;
    private final Decisions decisions;

    public SubmissionValidator(EmbassyDirectory embassies, Decisions decisions) {
        this.embassies = embassies;
        this.decisions = decisions;
    }

    /** The rules that need no case, to be asked of one request now. */
    public RequestRules rules() {
        return new RequestRules(embassies, decisions.now());
    }

    /** No step was taken before the embassy was first told. */
    List<Fault> checkStep(Step step, LocalDate on, Facts facts) {
        return facts.steps().stream()
                .filter(record -> record.step() == Step.FIRST_CONTACT && step != Step.FIRST_CONTACT
                        && on.isBefore(record.on()))
                .map(record -> new Fault("/on", "before-first-contact")).toList();
    }
}
