package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.eligibility.facts.Evidence;

/** The table of evidence names the members of requests that state or attest each kind. */
class EvidenceTableTest {

    private final ApiDocument document = ApiDocument.committed();

    @Test
    void tableHasEveryKindOfEvidence() {
        assertEquals(Arrays.stream(Evidence.values()).map(Enum::name).toList(),
                document.table("Evidence", "").stream().map(row -> row.get(0)).toList());
    }

    @Test
    void fieldIsThatOfTheNextStep() throws ReflectiveOperationException {
        Method of = Endpoints.named("FormField").getDeclaredMethod("of", Evidence.class);
        of.setAccessible(true);
        for (var row : document.table("Evidence", "")) {
            var field = of.invoke(null, Evidence.valueOf(row.get(0)));
            assertEquals(field == null ? "POST /v1/applications/{id}/steps" : field, row.get(1), row.get(0));
            if (field != null) assertExists("ApplicationRequest", row.get(1));
        }
    }

    @Test
    void attestableEvidenceNamesItsMember() {
        for (var row : document.table("Evidence", "")) {
            var attested = row.size() > 2 ? row.get(2) : "";
            assertEquals(Evidence.valueOf(row.get(0)).attestable(), !attested.isEmpty(), row.get(0));
            if (!attested.isEmpty()) assertExists("EvidencePiece", attested);
        }
    }

    private void assertExists(String schema, String pointer) {
        JsonNode member = document.schemas().path(schema);
        for (var name : pointer.substring(1).split("/")) {
            member = document.resolved(member.path("properties").path(name));
        }
        assertTrue(!member.isMissingNode(), pointer);
    }
}
