package org.recruitmentintake.eligibility;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.facts.Facts;

/**
 * Information for the applicant that changes no outcome. Advisories on the law of the home country go to the posting
 * client only, and never into a message.
 *
 * @param id stable
 * @param since the first day on which it applies
 * @param country ISO 3166 alpha-2 code of the country whose law it is about; null for all others
 * @param citation its source; null if there is no single text
 */
public record Advisory(String id, LocalDate since, String country, Citation citation) {

    public static final String HOME_COUNTRY_LAW = "home-country-law";

    /** Positions of governments on their own citizens, and since when; the first of a month if the day is not known. */
    public static final Map<String, Dated<Boolean>> HOME_COUNTRIES = Map.of(
            "CA", Dated.since("2022-02-27", true), "DK", Dated.since("2022-02-27", true), "DZ",
            Dated.since("2022-03-01", true), "GB", Dated.since("2022-03-01", true), "LV",
            Dated.since("2022-02-28", true), "SN", Dated.since("2022-03-01", true), "US",
            Dated.since("2022-03-01", true));

    /** For every other country: some forbid such service, so the applicant should ask first. */
    private static final Dated<Boolean> ANY_COUNTRY = Dated.since("2016-06-10", true);

    private static final List<String> GENERAL = List.of("contract-terms", "own-wish-exit", "residence-permit",
            "unit-placement", "unit-choice");

    /** The codes of all advisories. */
    public static List<String> codes() {
        return Stream.of(Stream.of(HOME_COUNTRY_LAW),
                HOME_COUNTRIES.keySet().stream().sorted().map(country -> HOME_COUNTRY_LAW + "." + country),
                GENERAL.stream()).flatMap(codes -> codes).toList();
    }

    /** The id, with the country if there is one. */
    public String code() {
        return country == null ? id : id + "." + country;
    }

    /** The advisories of that day, those on the home country first. */
    public static List<Advisory> on(LocalDate day, Facts facts) {
        var advisories = new ArrayList<Advisory>();
        for (var country : citizenships(facts)) {
            add(advisories, HOME_COUNTRY_LAW, HOME_COUNTRIES.get(country), country, null, day);
        }
        if (advisories.isEmpty() && !citizenships(facts).isEmpty()) {
            add(advisories, HOME_COUNTRY_LAW, ANY_COUNTRY, null, null, day);
        }
        add(advisories, "contract-terms", Rules.CONTRACT_TERMS, null, null, day);
        add(advisories, "own-wish-exit", Rules.OWN_WISH_EXIT, null, null, day);
        add(advisories, "residence-permit", Rules.RESIDENCE_PERMIT, null, Citation.LAW_4730, day);
        var free = Rules.UNIT_CHOICE.on(day).orElse(false);
        add(advisories, free ? "unit-choice" : "unit-placement", Rules.UNIT_CHOICE, null,
                free ? Citation.LEGIONS_2026 : null, day);
        return List.copyOf(advisories);
    }

    private static void add(List<Advisory> advisories, String id, Dated<Boolean> rule, String country,
            Citation citation, LocalDate day) {
        if (rule != null) {
            rule.since(day).ifPresent(since -> advisories.add(new Advisory(id, since, country, citation)));
        }
    }

    private static Set<String> citizenships(Facts facts) {
        var identity = facts.papers().identity();
        return identity == null ? Set.of() : identity.value().citizenships();
    }
}
