package org.recruitmentintake.eligibility;

import java.util.Set;

/** The reason of a ruling: a closed list, since free text would gather personal data. */
public enum Reason {
    AUTHORITY_CONFIRMED(Ruling.SATISFIED, "branch-open", "special-check"),
    DOCUMENT_ACCEPTED(Ruling.SATISFIED, "identity-document"),
    VETTING_PASSED(Ruling.SATISFIED, "enhanced-vetting", "special-check"),
    CONVICTION_NO_OBSTACLE(Ruling.SATISFIED, "no-conviction"),
    AGE_ACCEPTED(Ruling.SATISFIED, "age"),
    POLYGRAPH_NOT_DECISIVE(Ruling.SATISFIED, "polygraph-consent"),
    ENTRY_SETTLED(Ruling.SATISFIED, "embassy-steps"),
    CONTRADICTION_EXPLAINED(Ruling.SATISFIED, "service-papers"),
    NOT_THE_SAME_CASE(Ruling.SATISFIED, "possible-duplicate"),
    CONDITION_NOT_MET(Ruling.REFUSE, "lawful-presence", "no-conviction", "age", "medical-fitness", "selection",
            "voluntary-contract", "foreigner-or-stateless", "identity-document", "branch-open", "rank-open",
            "constitution-declaration", "special-check", "polygraph-consent", "embassy-steps", "service-papers",
            "enhanced-vetting"),
    VETTING_FAILED(Ruling.REFUSE, "enhanced-vetting", "special-check"),
    FALSE_STATEMENT(Ruling.REFUSE, "no-conviction", "age", "foreigner-or-stateless", "identity-document",
            "special-check", "embassy-steps", "service-papers", "enhanced-vetting"),
    SAME_CASE(Ruling.REFUSE, "possible-duplicate"),
    DOCUMENT_UNCLEAR(Ruling.NEEDS_EVIDENCE, "lawful-presence", "no-conviction", "age", "medical-fitness",
            "selection", "voluntary-contract", "foreigner-or-stateless", "identity-document",
            "constitution-declaration", "special-check", "polygraph-consent", "embassy-steps", "service-papers",
            "enhanced-vetting", "possible-duplicate"),
    DOCUMENT_OUTDATED(Ruling.NEEDS_EVIDENCE, "lawful-presence", "no-conviction", "medical-fitness", "selection",
            "foreigner-or-stateless", "identity-document", "special-check", "embassy-steps", "enhanced-vetting",
            "possible-duplicate"),
    CHECK_INCOMPLETE(Ruling.NEEDS_EVIDENCE, "lawful-presence", "no-conviction", "age", "medical-fitness",
            "selection", "voluntary-contract", "foreigner-or-stateless", "identity-document", "branch-open",
            "rank-open", "constitution-declaration", "special-check", "polygraph-consent", "embassy-steps",
            "service-papers", "enhanced-vetting", "possible-duplicate");

    private final Ruling ruling;
    private final Set<String> conditions;

    Reason(Ruling ruling, String... conditions) {
        this.ruling = ruling;
        this.conditions = Set.of(conditions);
    }

    public Ruling ruling() { return ruling; }

    /** Whether it is a reason for this ruling on this condition. */
    public boolean fits(String condition, Ruling ruling) {
        return this.ruling == ruling && conditions.contains(condition);
    }
}
