package org.recruitmentintake.application.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.eligibility.facts.Statements;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** Which dates are plausible, with the clock at a moment when Kyiv is a day behind Canberra. */
class SubmissionValidatorDatesTest {

    /** 2 March in UTC+14 and in Canberra, 1 March in Kyiv and in Ottawa. */
    private static final Instant NOW = Instant.parse("2026-03-01T14:30:00Z");

    private final SubmissionValidator validator = new SubmissionValidator(
            EmbassyDirectory.parse(List.of("ca-ottawa;CA;Ottawa;;")),
            new Decisions(Clock.fixed(NOW, ZoneOffset.UTC), "test"));

    @ParameterizedTest
    @CsvSource({"2026-03-02,", "2026-03-03, in-the-future", "2016-06-10,", "2016-06-09, implausible-date",
            "1901-01-01, implausible-date"})
    void signatureIsPlausible(LocalDate signed, String code) {
        assertEquals(code == null ? List.of() : List.of(code), codes(null, signed));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02,", "2026-03-03, in-the-future", "1900-01-01,", "1899-12-31, implausible-date"})
    void birthDateIsPlausible(LocalDate born, String code) {
        assertEquals(code == null ? List.of() : List.of(code), codes(born, null));
    }

    private List<String> codes(LocalDate born, LocalDate signed) {
        var papers = new Papers(null, Stated.declared(born), null, null, null, null, null, null, null);
        var statements = new Statements(null, null, null, signed, null, null, null);
        return validator
                .checkPreCheck(new Facts(Route.IN_COUNTRY, null, null, papers, statements, List.of()), null, null)
                .stream()
                .map(Fault::code).toList();
    }
}
