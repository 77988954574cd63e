package org.recruitmentintake.eligibility;

import java.time.LocalDate;

/**
 * The legal ground of a rule.
 *
 * @param act short name of the act, or of the page that quotes it
 * @param place article or paragraph; null for the whole act
 * @param inForceFrom first day in force
 * @param inForceTo last day in force; null if there is none
 * @param link address of the text; null if it is not known, and for a choice of this project
 * @param lastVerified the day on which a person last compared the rule with the text; null until then
 */
public record Citation(Kind kind, String act, String place, LocalDate inForceFrom, LocalDate inForceTo, String link,
        LocalDate lastVerified) {

    /** The kind of source. */
    public enum Kind {
        LAW, PRACTICE, PRESS, OURS
    }

    // The grounds of conditions and advisories. lastVerified stays empty until a person has read the text and sets it
    // here.
    private static final String RADA = "https://zakon.rada.gov.ua/laws/show/";

    // Signed on this day; in force on publication; the day of publication is not known.
    public static final Citation DECREE_248_2016 = law("Decree 248/2016", null, "2016-06-10", RADA + "248/2016");
    public static final Citation ARTICLE_21_1 = law("Law 2232-XII", "Article 21-1", "2016-06-10", RADA + "2232-12");
    public static final Citation LAW_2232 = law("Law 2232-XII", null, "2016-06-10", RADA + "2232-12");
    public static final Citation LAW_2297 = law("Law 2297-VI", null, "2016-06-10", RADA + "2297-17");
    public static final Citation DECREE_82_2022 = law("Decree 82/2022", null, "2022-03-01", null);
    public static final Citation DECREE_84_2024 = law("Decree 84/2024", null, "2024-02-21",
            "https://www.president.gov.ua/documents/842024-49797");
    public static final Citation LAW_4019 = law("Law 4019-IX", null, "2024-10-30", RADA + "4019-20");
    public static final Citation POLYGRAPH_RULES = law("Cabinet rules on the polygraph", null, "2025-02-12", null);
    public static final Citation LAW_4730 = law("Law 4730-IX", null, "2026-05-01", RADA + "4730-20");
    public static final Citation INSTRUCTIONS_2022 = new Citation(Kind.PRACTICE, "Embassy-first instructions of 2022",
            null, LocalDate.parse("2022-02-27"), null, "https://euromaidanpress.com", null);
    public static final Citation LEGIONS_2026 = new Citation(Kind.PRACTICE,
            "Defence Ministry on the International Legions", null, LocalDate.parse("2026-02-13"), null,
            "https://mod.gov.ua/en/news/international-legions-ukraine-values-every-foreign-volunteer-fighter", null);
    public static final Citation OUR_PRUDENCE = new Citation(Kind.OURS, "Choice of this service", null,
            LocalDate.parse("2016-06-10"), null, null, null);

    /** Whether it is in force on that day. */
    public boolean inForce(LocalDate day) {
        return !day.isBefore(inForceFrom) && (inForceTo == null || !day.isAfter(inForceTo));
    }

    /** Whether no person has compared it with the text since that day. */
    public boolean unverifiedSince(LocalDate day) {
        return kind != Kind.OURS && (lastVerified == null || lastVerified.isBefore(day));
    }

    private static Citation law(String act, String place, String from, String link) {
        return new Citation(Kind.LAW, act, place, LocalDate.parse(from), null, link, null);
    }
}
