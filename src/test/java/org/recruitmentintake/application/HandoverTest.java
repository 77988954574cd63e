package org.recruitmentintake.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Dossier.Person;
import org.recruitmentintake.application.Dossier.Wishes;
import org.recruitmentintake.application.Dossier.Wishes.Speciality;
import org.recruitmentintake.application.Intake.Submission;
import org.recruitmentintake.application.Messages.Handover;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.eligibility.Advisory;
import org.recruitmentintake.eligibility.FactsInWords;

class HandoverTest {

    /** What a government says of its citizens' service is for the applicant alone. */
    @Test
    void theMessageTellsTheDecisionAndTheWishesAndNothingOfTheHomeCountrysLaw() throws Exception {
        var day = LocalDate.parse("2026-03-02");
        var decisions = new Decisions(
                Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "test");
        var facts = FactsInWords.of("in Ukraine, all seen; citizen of SN", day, "hand-over").facts();
        var client = new Client("centre-one", "officer-1", Client.Role.RECRUITING_CENTRE, Set.of(), Set.of());
        var application = decisions.decided(Application.opened(new UUID(1, 1), new Submission(null,
                new Person("Test Alpha", "T1", null, null),
                new Wishes(List.of(Speciality.SNIPER), "3rd Example Brigade", null), facts, Set.of()), client,
                decisions.now()), List.of(), Event.SUBMITTED);
        assertEquals(State.ACCEPTED, application.state());
        assertTrue(Advisory.on(day, facts).stream().anyMatch(advisory -> "SN".equals(advisory.country())));

        var message = new ObjectMapper().registerModules(new JavaTimeModule(), new Jdk8Module())
                .writeValueAsString(Handover.of(application));
        assertTrue(message.contains("3rd Example Brigade") && message.contains("SNIPER"));
        assertTrue(message.contains("lawfully-present"));
        assertFalse(message.toLowerCase().contains("advisor") || message.contains(Advisory.HOME_COUNTRY_LAW), message);
        assertFalse(message.contains("attache") || message.contains("officer-1"), "nor who has seen what");
    }
}
