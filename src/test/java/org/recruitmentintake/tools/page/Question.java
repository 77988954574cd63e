package org.recruitmentintake.tools.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * A question of the form. Its name in the form is the JSON pointer of the member that it fills, so that the pointer of
 * a violation names its field.
 *
 * @param list the list of codes to choose from, in {@code GET /v1/labels}; empty for other kinds
 */
record Question(String section, String pointer, Kind kind, String list, Asked asked) {

    enum Kind { TEXT, DATE, ONE, MANY, YES_NO, TICK, COUNTRY, COUNTRIES, EMBASSY, CONSENT }

    /** The forms that have the question. {@code DESK}: only that of a desk, since the applicant does not state it. */
    enum Asked {
        ALWAYS, EMBASSY, IN_COUNTRY, DESK
    }

    private static final String PLACE = "place";
    private static final String PERSON = "person";
    private static final String DOCUMENT = "document";
    private static final String STATEMENT = "statement";
    private static final String CONSENTS = "consents";

    static final List<Question> ALL = List.of(
            question(PLACE, "/embassy", Kind.EMBASSY, Asked.EMBASSY),
            question(PLACE, "/firstContact", Kind.ONE, Asked.EMBASSY, "channel"),
            question(PLACE, "/branch", Kind.ONE, Asked.ALWAYS, "branch"),
            question(PLACE, "/rankCategory", Kind.ONE, Asked.ALWAYS, "rank-category"),
            question(PLACE, "/specialities", Kind.MANY, Asked.ALWAYS, "speciality"),
            question(PLACE, "/preferredUnit", Kind.TEXT, Asked.ALWAYS),
            question(PERSON, "/applicant/name", Kind.TEXT, Asked.ALWAYS),
            question(PERSON, "/applicant/birthDate", Kind.DATE, Asked.ALWAYS),
            question(PERSON, "/applicant/citizenships", Kind.COUNTRIES, Asked.ALWAYS),
            question(PERSON, "/applicant/stateless", Kind.TICK, Asked.ALWAYS),
            question(PERSON, "/applicant/email", Kind.TEXT, Asked.ALWAYS),
            question(PERSON, "/applicant/phone", Kind.TEXT, Asked.ALWAYS),
            question(DOCUMENT, "/applicant/document/kind", Kind.ONE, Asked.ALWAYS, "document-kind"),
            question(DOCUMENT, "/applicant/document/country", Kind.COUNTRY, Asked.ALWAYS),
            question(DOCUMENT, "/applicant/document/number", Kind.TEXT, Asked.ALWAYS),
            question(DOCUMENT, "/applicant/document/validUntil", Kind.DATE, Asked.ALWAYS),
            question(STATEMENT, "/statement/presence/basis", Kind.ONE, Asked.IN_COUNTRY, "presence-basis"),
            question(STATEMENT, "/statement/presence/validUntil", Kind.DATE, Asked.IN_COUNTRY),
            question(STATEMENT, "/statement/convictions", Kind.ONE, Asked.ALWAYS, "convictions"),
            question(STATEMENT, "/statement/fitness", Kind.ONE, Asked.ALWAYS, "fitness"),
            question(STATEMENT, "/statement/selection/psychological", Kind.YES_NO, Asked.ALWAYS),
            question(STATEMENT, "/statement/selection/physical", Kind.YES_NO, Asked.ALWAYS),
            question(STATEMENT, "/statement/specialCheck", Kind.ONE, Asked.DESK, "special-check"),
            question(STATEMENT, "/statement/experienceClaimed", Kind.YES_NO, Asked.ALWAYS),
            question(STATEMENT, "/statement/servicePapers", Kind.ONE, Asked.DESK, "service-papers"),
            question(STATEMENT, "/statement/polygraphGrounds/stateSecrets", Kind.YES_NO, Asked.DESK),
            question(STATEMENT, "/statement/polygraphGrounds/doubtfulData", Kind.YES_NO, Asked.DESK),
            question(STATEMENT, "/statement/voluntary", Kind.YES_NO, Asked.ALWAYS),
            question(STATEMENT, "/statement/observesConstitution", Kind.YES_NO, Asked.ALWAYS),
            question(STATEMENT, "/statement/enlistmentRequestSigned", Kind.DATE, Asked.IN_COUNTRY),
            question(CONSENTS, "/consents/dataProcessing", Kind.CONSENT, Asked.ALWAYS),
            question(CONSENTS, "/consents/verification", Kind.CONSENT, Asked.ALWAYS),
            question(CONSENTS, "/consents/polygraph", Kind.CONSENT, Asked.ALWAYS));

    /** The questions of a form. */
    static List<Question> of(Route route, boolean desk) {
        return ALL.stream().filter(question -> question.asked == Asked.ALWAYS || desk && question.asked == Asked.DESK
                || question.asked.name().equals(route.name())).toList();
    }

    static Question at(String pointer) {
        return ALL.stream().filter(question -> question.pointer.equals(pointer)).findFirst().orElseThrow();
    }

    /** Whether the answer identifies the person: then a pre-check does not send it. */
    boolean identifies() {
        return Stream.of("/name", "/number", "/email", "/phone", "/preferredUnit").anyMatch(pointer::endsWith);
    }

    /** The id in the page: an anchor of the error summary. */
    String id() {
        return pointer.substring(1).replace('/', '-');
    }

    private static Question question(String section, String pointer, Kind kind, Asked asked) {
        return question(section, pointer, kind, asked, "");
    }

    private static Question question(String section, String pointer, Kind kind, Asked asked, String list) {
        return new Question(section, pointer, kind, list, asked);
    }

    /** The two routes, each with a form. */
    enum Route {
        EMBASSY, IN_COUNTRY;

        String path() { return name().toLowerCase().replace('_', '-'); }

        static Route ofPath(String path) { return path.equals(EMBASSY.path()) ? EMBASSY : IN_COUNTRY; }
    }
}
