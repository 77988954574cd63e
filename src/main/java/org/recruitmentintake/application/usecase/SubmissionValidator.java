package org.recruitmentintake.application.usecase;

import java.time.LocalDate;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.embassy.EmbassyDirectory;
import org.recruitmentintake.embassy.Step;

/** The rules of requests beyond their shape. */
@ApplicationScoped
public class SubmissionValidator {

    private final EmbassyDirectory embassies;
    private final Decisions decisions;

    public SubmissionValidator(EmbassyDirectory embassies, Decisions decisions) {
        this.embassies = embassies;
        this.decisions = decisions;
    }

    /** The rules that need no case, for one request. */
    public RequestRules rules() {
        return new RequestRules(embassies, decisions.now());
    }

    /** A step is not before the first contact. */
    List<Fault> checkStep(Step step, LocalDate on, Facts facts) {
        return facts.steps().stream()
                .filter(record -> record.step() == Step.FIRST_CONTACT && step != Step.FIRST_CONTACT
                        && on.isBefore(record.on()))
                .map(record -> new Fault("/on", "before-first-contact")).toList();
    }
}
