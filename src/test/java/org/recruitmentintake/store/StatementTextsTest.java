package org.recruitmentintake.store;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.State;

/** Statements repeat values of enumerations as literals, so that the planner can match them with partial indexes. */
class StatementTextsTest {

    private static final Pattern ACTIONS = Pattern.compile("action IN\\s+\\(([^)]*)\\)");
    private static final Pattern STATES = Pattern.compile("state IN\\s+\\(([^)]*)\\)");

    @Test
    void readsInStatementsAreThoseOfTheJournal() {
        var reads = JournalAction.READS.stream().map(Enum::name).collect(toSet());
        assertEquals(reads, literals(ACTIONS, ReaderLogTable.OF_CASE));
        assertEquals(reads, literals(ACTIONS, ReaderLogTable.COUNTS));
        assertEquals(reads, literals(ACTIONS, JournalTable.NOTE_READ));
    }

    @Test
    void matchesInStatementsAreHandedOverCases() {
        var handedOver = State.HANDED_OVER.stream().map(Enum::name).collect(toSet());
        assertEquals(handedOver, literals(STATES, ApplicationListTable.MATCH));
        assertEquals(handedOver, literals(STATES, DocumentIndexTable.HANDED_OVER));
    }

    private static Set<String> literals(Pattern list, String statement) {
        var found = list.matcher(statement);
        return found.find() ? Stream.of(found.group(1).split(",")).map(each -> each.strip().replace("'", ""))
                .collect(toSet()) : Set.of();
    }
}
