package org.recruitmentintake.tools.page;

import java.util.List;
import java.util.Map;

import org.recruitmentintake.tools.environment.DevKeys;

/** A desk that works on cases, and how it signs in. */
enum Desk {
    EMBASSY("Embassy", "Cases of one embassy: record steps 1 to 6, attest what was seen.", "IDENTITY", "BIRTH_DATE",
            "CONVICTIONS", "SERVICE_PAPERS"),
    CENTRE("Recruiting centre", "Record the arrival, attest what was seen, post an attested application.",
            Evidence.ATTESTED.toArray(String[]::new)),
    REVIEWER("Reviewer", "Rule on findings, with what would follow first; ask the rules of another day.",
            "CONVICTIONS", "SPECIAL_CHECK", "POLYGRAPH_GROUNDS");

    final String title;
    final String about;
    /** The evidence that it may attest, in the order of work. */
    final List<String> attests;

    Desk(String title, String about, String... attests) {
        this.title = title;
        this.about = about;
        this.attests = List.of(attests);
    }

    String path() { return name().toLowerCase(); }

    /** What the issuer of development asks for. */
    Map<String, String> credentials(Session session) {
        return switch (this) {
            case EMBASSY -> Map.of("client", "embassy-demo", "role", "embassy", "person", "attache-1", "embassies",
                    session.embassy);
            case CENTRE -> Map.of("client", "centre-demo", "role", "recruiting-centre", "person", "officer-1",
                    "branches", String.join(",", DevKeys.BRANCHES));
            case REVIEWER -> Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-1");
        };
    }
}
