package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationTest {

    /** The day would be a birthday or the expiry of a passport, except where only year or month is needed. */
    @ParameterizedTest
    @CsvSource({
            "2026-11-26, 2034-02-01, 2034-01-01",
            "2034-01-01, 2034-05-17, 2034-05-01",
            "2034-04-30, 2034-05-17, 2034-05-01",
            "2034-05-01, 2034-05-17, 2034-05-17",
            "2034-05-16, 2034-05-17, 2034-05-17",
            "2033-12-31, 2034-01-01, 2034-01-01"})
    void evaluationDayRevealsOnlyItsMonth(LocalDate today, LocalDate next, LocalDate look) {
        assertEquals(look, Application.coarsened(next, today));
    }
}
