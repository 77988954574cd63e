package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationTest {

    /** The day is stored in plain text, and could be a birthday or the day after the end of a passport. */
    @ParameterizedTest
    @CsvSource({
            "2026-11-26, 2034-02-01, 2034-01-01",
            "2034-01-01, 2034-05-17, 2034-05-01",
            "2034-04-30, 2034-05-17, 2034-05-01",
            "2034-05-01, 2034-05-17, 2034-05-17",
            "2034-05-16, 2034-05-17, 2034-05-17",
            "2033-12-31, 2034-01-01, 2034-01-01"})
    void evaluationDayIsExactOnlyWithinItsMonth(LocalDate today, LocalDate exact, LocalDate stored) {
        assertEquals(stored, Application.coarsened(exact, today));
    }
}
