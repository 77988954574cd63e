package org.recruitmentintake.security;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.model.Cursor;

/**
 * Attack: values that the service issues and reads again, or that callers invent, are edited by a byte, cut, doubled or
 * replaced by random bytes, until something fails. Each run makes the same edits.
 */
@QuarkusTest
@WithTestResource(RealParts.class)
class EditedInputsTest {

    private static final int TRIES = 100;
    private static final String MISSING = "6098a371-0cab-41eb-98a5-dd7359797eab";
    private final String reviewer = RealParts.token("review-desk", "reviewer");
    private final String portal = RealParts.token("portal-one", "portal");

    private final Random random = new Random(20240221);

    @ParameterizedTest
    @ValueSource(strings = {"cursor", "id", "If-Match", "Idempotency-Key", "traceparent", "token", "on"})
    void editedInputIsNoServerError(String input) throws IOException {
        var statuses = new TreeMap<Integer, Integer>();
        for (var i = 0; i < TRIES; i++) {
            statuses.merge(send(input, edited(original(input), input)), 1, Integer::sum);
        }
        assertTrue(statuses.keySet().stream().allMatch(status -> status >= 200 && status < 500), statuses.toString());
    }

    private String original(String input) {
        return switch (input) {
            case "cursor" -> new Cursor(Instant.parse("2026-03-02T10:11:12Z"), new UUID(7, 8)).text();
            case "id" -> MISSING;
            case "If-Match" -> "\"1\"";
            case "Idempotency-Key" -> "5f0f6d3e-0000-4000-8000-000000000001";
            case "traceparent" -> "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
            case "token" -> reviewer;
            default -> "2024-02-21";
        };
    }

    private int send(String input, String value) throws IOException {
        var here = "127.0.0.1";
        return switch (input) {
            case "cursor" -> RawHttp.status(here, "GET", "/v1/applications?cursor=" + value, bearer(reviewer));
            case "id" -> RawHttp.status(here, "GET", "/v1/applications/" + value, bearer(reviewer));
            case "on" -> RawHttp.status(here, "GET", "/v1/conditions?on=" + value);
            case "token" -> RawHttp.status(here, "GET", "/v1/applications/" + MISSING, bearer(value));
            case "traceparent" -> RawHttp.status(here, "GET", "/v1/flow", "traceparent: " + value);
            case "If-Match" -> posted("PATCH", "/v1/applications/" + MISSING, "application/merge-patch+json", "{}",
                    "If-Match: " + value);
            default -> posted("POST", "/v1/applications", "application/json", Cases.declared().toString(),
                    "Idempotency-Key: " + value);
        };
    }

    private int posted(String method, String path, String type, String body, String header) throws IOException {
        var bytes = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return RawHttp.statusOf(RawHttp.exchange("127.0.0.1",
                method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + bearer(portal) + "\r\n"
                        + header + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length()
                        + "\r\nConnection: close\r\n\r\n" + bytes));
    }

    private static String bearer(String token) { return "Authorization: Bearer " + token; }

    private String edited(String value, String input) {
        var at = random.nextInt(value.length());
        return switch (random.nextInt(5)) {
            case 0 -> value.substring(0, at) + randomByte(input) + value.substring(at + 1);
            case 1 -> value.substring(0, at) + randomByte(input) + value.substring(at);
            case 2 -> value.substring(0, at + 1);
            case 3 -> value + value;
            default -> {
                var made = new StringBuilder();
                for (var i = 0; i <= at; i++) {
                    made.append(randomByte(input));
                }
                yield made.toString();
            }
        };
    }

    /** Percent-encoded in an address; as it is in a header, where it is visible and does not end the line. */
    private String randomByte(String input) {
        if (List.of("cursor", "id", "on").contains(input)) {
            return "%%%02X".formatted(random.nextInt(256));
        }
        return String.valueOf((char) (0x21 + random.nextInt(0xff - 0x21)));
    }
}
