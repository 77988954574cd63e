package org.recruitmentintake.api.dto.view;

import java.util.Map;

import org.recruitmentintake.eligibility.facts.Evidence;

/** The field of an application that states a piece of evidence, as a JSON pointer. */
final class FormField {

    private static final Map<Evidence, String> FIELDS = Map.ofEntries(
            Map.entry(Evidence.DATA_CONSENT, "/consents/dataProcessing"),
            Map.entry(Evidence.VERIFICATION_CONSENT, "/consents/verification"),
            Map.entry(Evidence.POLYGRAPH_CONSENT, "/consents/polygraph"),
            Map.entry(Evidence.BRANCH, "/branch"),
            Map.entry(Evidence.RANK_CATEGORY, "/rankCategory"),
            Map.entry(Evidence.CITIZENSHIP, "/applicant/citizenships"),
            Map.entry(Evidence.IDENTITY, "/applicant/document"),
            Map.entry(Evidence.BIRTH_DATE, "/applicant/birthDate"),
            Map.entry(Evidence.VOLUNTARY_DECLARATION, "/statement/voluntary"),
            Map.entry(Evidence.CONSTITUTION_DECLARATION, "/statement/observesConstitution"),
            Map.entry(Evidence.ENLISTMENT_REQUEST, "/statement/enlistmentRequestSigned"),
            Map.entry(Evidence.CONVICTIONS, "/statement/convictions"),
            Map.entry(Evidence.SERVICE_PAPERS, "/statement/servicePapers"),
            Map.entry(Evidence.PRESENCE, "/statement/presence"),
            Map.entry(Evidence.FITNESS, "/statement/fitness"),
            Map.entry(Evidence.SELECTION, "/statement/selection"),
            Map.entry(Evidence.SPECIAL_CHECK, "/statement/specialCheck"),
            Map.entry(Evidence.POLYGRAPH_GROUNDS, "/statement/polygraphGrounds"));

    private FormField() {}

    /** Null for a step of the embassy route, which no field states. */
    static String of(Evidence evidence) {
        return FIELDS.get(evidence);
    }

    /** The field of a next step; null for steps of the embassy route and for decisions of a reviewer. */
    static String ofNextStep(String id) {
        return id.startsWith("EVIDENCE_") ? of(Evidence.valueOf(id.substring("EVIDENCE_".length()))) : null;
    }
}
