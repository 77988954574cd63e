package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.eligibility.facts.Attestation;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecord;
import org.recruitmentintake.embassy.StepRecorder;
import org.recruitmentintake.embassy.Visa;

/** The steps and the evidence that desks have recorded, and who recorded them. */
public record RecordedView(List<StepView> steps, List<AttestedView> evidence) {

    /** A recorded step. */
    public record StepView(Step step, LocalDate on, Visa visa, Instant recordedAt, String client, String person,
            String embassy) {

        private static StepView of(StepRecord step, Application application) {
            return new StepView(step.step(), step.on(), step.visa(), step.recordedAt(), step.client(), step.person(),
                    step.step().recorder() == StepRecorder.EMBASSY ? application.embassyAt(step.recordedAt()) : null);
        }
    }

    /** Attested evidence. */
    public record AttestedView(Evidence evidence, EvidenceSource as, Instant at, String client, String person,
            String embassy) {

        private static AttestedView of(Evidence evidence, Attestation by, Application application) {
            return new AttestedView(evidence, by.as(), by.at(), by.client(), by.person(),
                    by.as() == EvidenceSource.EMBASSY ? application.embassyAt(by.at()) : null);
        }
    }

    /** @param specialCheck whether the caller may see the special check */
    public static RecordedView of(Application application, boolean specialCheck) {
        var evidence = new ArrayList<AttestedView>();
        application.facts().papers().byEvidence().forEach((kind, fact) -> {
            if (fact != null && fact.attested() && (specialCheck || kind != Evidence.SPECIAL_CHECK)) {
                evidence.add(AttestedView.of(kind, fact.attestation(), application));
            }
        });
        return new RecordedView(
                application.facts().steps().stream().map(step -> StepView.of(step, application)).toList(), evidence);
    }
}
