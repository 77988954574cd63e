package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.eligibility.facts.Evidence;

/** The table of evidence says which member of a request states or attests each kind. */
class EvidenceTableTest {

    private final ApiDocument document = ApiDocument.committed();

    @Test
    void tableHasEveryKindOfEvidence() {
        assertEquals(Arrays.stream(Evidence.values()).map(Enum::name).toList(),
                document.table("Evidence", "").stream().map(row -> row.get(0)).toList());
    }

    @Test
    void fieldIsTheOneThatNextStepsName() throws ReflectiveOperationException {
        Method of = Endpoints.named("FormField").getDeclaredMethod("of", Evidence.class);
        of.setAccessible(true);
        for (var row : document.table("Evidence", "")) {
            var field = of.invoke(null, Evidence.valueOf(row.get(0)));
            assertEquals(field == null ? "POST /v1/applications/{id}/steps" : field, row.get(1), row.get(0));
            if (field != null) exists("ApplicationRequest", row.get(1));
        }
    }

    @Test
    void attestableEvidenceNamesItsMember() {
        for (var row : document.table("Evidence", "")) {
            var attested = row.size() > 2 ? row.get(2) : "";
            assertEquals(Evidence.valueOf(row.get(0)).attestable(), !attested.isEmpty(), row.get(0));
            if (!attested.isEmpty()) exists("EvidencePiece", attested);
        }
    }

    private void exists(String schema, String pointer) {
        JsonNode place = document.schemas().path(schema);
        for (var name : pointer.substring(1).split("/")) {
            place = document.resolved(place.path("properties").path(name));
        }
        assertTrue(!place.isMissingNode(), pointer);
    }
}
