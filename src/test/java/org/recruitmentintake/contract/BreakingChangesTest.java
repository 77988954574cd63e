package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client of the last released document still works with this one; and the gate that says so bites. */
class BreakingChangesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMAS = "/components/schemas/";
    private static final String POST = "/paths/~1v1~1applications/post";

    /** While the version is 0.x nothing is released, and the document may change; from 1.0 on the released one is kept. */
    @Test
    void nothingThatWasReleasedIsBroken() throws IOException {
        var current = Committed.yaml(Committed.OPENAPI);
        if (current.at("/info/version").asText().startsWith("0.")) {
            assertFalse(Files.exists(Committed.RELEASED), "a released document of a version 0.x");
            return;
        }
        assertEquals(List.of(), BreakingChanges.between(Committed.yaml(Committed.RELEASED), current));
    }

    /** Each row takes the place away, or replaces it, or (with a plus) adds to the list that is there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "a path removed|/paths/~1v1~1flow|-",
            "an operation removed|/paths/~1v1~1applications~1{id}/delete|-",
            "a status removed|" + POST + "/responses/201|-",
            "a media type removed|" + POST + "/requestBody/content/application~1json|-",
            "a header removed|" + POST + "/responses/201/headers/Location|-",
            "a member of a request removed|" + SCHEMAS + "Applicant/properties/phone|-",
            "a member of a request needed now|" + SCHEMAS + "Applicant/required|+\"email\"",
            "a member of an answer removed|" + SCHEMAS + "Finding/properties/reason|-",
            "a member of an answer no longer always there|" + SCHEMAS + "Application/required|[\"id\"]",
            "another type|" + SCHEMAS + "Applicant/properties/stateless/type|\"string\"",
            "another format|" + SCHEMAS + "LocalDate/format|\"date-time\"",
            "a value of a request removed|" + SCHEMAS + "Branch/enum|[\"NATIONAL_GUARD\"]",
            "a tighter length|" + SCHEMAS + "Applicant/properties/name/maxLength|20",
            "another pattern|" + SCHEMAS + "IdentityDocument/properties/country/pattern|\"^[A-Z]{3}$\"",
            "a parameter removed|/paths/~1v1~1applications/get/parameters|[]",
            "a parameter needed now|/paths/~1v1~1flow/get/parameters|+{\"in\":\"query\",\"name\":\"on\",\"required\":true}",
            "a role less|" + POST + "/security|[{\"bearer\":[\"portal\"]}]",
            "a sign-in where there was none|/paths/~1v1~1flow/get/security|+{\"bearer\":[\"portal\"]}"})
    void theGateBites(String change, String pointer, String replacement) throws IOException {
        var before = Committed.yaml(Committed.OPENAPI);
        var after = changed(before, pointer, replacement);

        assertFalse(BreakingChanges.between(before, after).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "a member of a request more|" + SCHEMAS + "Applicant/properties/callsign|{\"type\":\"string\"}",
            "a member of an answer more|" + SCHEMAS + "Application/properties/hint|{\"type\":\"string\"}",
            "a value of a request more|" + SCHEMAS + "Branch/enum|+\"NAVY\"",
            "a value of an answer more|" + SCHEMAS + "Application/properties/state/x-extensible-enum|+\"PAUSED\"",
            "a wider length|" + SCHEMAS + "Applicant/properties/name/maxLength|400",
            "a role more|" + POST + "/security|+{\"bearer\":[\"reviewer\"]}",
            "a path more|/paths/~1v1~1more|{\"get\":{}}"})
    void andLetsGrowthPass(String change, String pointer, String replacement) throws IOException {
        var before = Committed.yaml(Committed.OPENAPI);
        var after = changed(before, pointer, replacement);

        assertEquals(List.of(), BreakingChanges.between(before, after));
        assertFalse(before.equals(after));
    }

    private static JsonNode changed(JsonNode document, String pointer, String replacement) throws IOException {
        var changed = document.deepCopy();
        if (replacement != null && replacement.startsWith("+")) {
            assertTrue(changed.at(pointer).isArray(), pointer);
            ((ArrayNode) changed.at(pointer)).add(JSON.readTree(replacement.substring(1)));
            return changed;
        }
        var cut = pointer.lastIndexOf('/');
        var name = pointer.substring(cut + 1).replace("~1", "/").replace("~0", "~");
        var parent = (ObjectNode) changed.at(pointer.substring(0, cut));
        if (replacement == null) {
            assertTrue(parent.has(name), pointer);
            parent.remove(name);
        } else {
            parent.set(name, JSON.readTree(replacement));
        }
        return changed;
    }
}
