package org.recruitmentintake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

class NamedSqlTest {

    @Test
    void everyNameIsReplacedByAQuestionMark() {
        var sql = NamedSql.of("SELECT :one, :two::uuid, (:one) WHERE a = ANY (:ids)");
        assertEquals("SELECT ?, ?::uuid, (?) WHERE a = ANY (?)", sql.text());
        assertEquals(List.of("one", "two", "one", "ids"), sql.names());
        assertEquals(List.of("key_id"), NamedSql.of("SELECT :key_id::text[]").names());
    }

    @Test
    void castIsNoParameter() {
        assertEquals(List.of(), NamedSql.of("SELECT now()::text, '1'::integer").names());
    }

    @Test
    void questionMarkBesideNamesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> NamedSql.of("SELECT :one, ?"));
    }
}
