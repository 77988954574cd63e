package org.recruitmentintake.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.RealParts;

/**
 * Attack: requests that two parsers read differently smuggle a second request past the gateway. Each gets 400, and the
 * connection is closed. A folded header field is allowed: its lines are read as one (RFC 9112, 5.2).
 */
@QuarkusTest
@WithTestResource(RealParts.class)
class MalformedHttpTest {

    private static final String SMUGGLED = "GET /v1/flow HTTP/1.1\r\nHost: smuggled\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {
            // Transfer codings.
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Transfer-Encoding: chunked, xchunked||0||",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Transfer-Encoding: xchunked||0||",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Transfer-Encoding: chunked, identity||0||",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Transfer-Encoding: chunked|Transfer-Encoding: identity||0||",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Transfer-Encoding: chunked|Content-Length: 5||0||",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Content-Length: 5|Transfer-Encoding: chunked||0||",
            "POST /v1/eligibility-checks HTTP/1.0|Host: x|Transfer-Encoding: chunked||0||",
            // Lengths.
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Content-Length: 5|Content-Length: 6||12345",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Content-Length: 5, 6||12345",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Content-Length: +5||12345",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Content-Length: -5||12345",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Content-Length: 0x5||12345",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Content-Length: ||12345",
            "POST /v1/eligibility-checks HTTP/1.1|Host: x|Content-Length: 5 5||12345",
            // The request line.
            "\u0001GET /v1/flow HTTP/1.1|Host: x||",
            "\u0000GET /v1/flow HTTP/1.1|Host: x||",
            "\u001bGET /v1/flow HTTP/1.1|Host: x||",
            "GET /v1/flow\u0000 HTTP/1.1|Host: x||",
            "GET\u0000 /v1/flow HTTP/1.1|Host: x||",
            "G\u0000ET /v1/flow HTTP/1.1|Host: x||",
            "GET /v1/flow HTTP/1.1\u0000|Host: x||",
            "GET /v1/flow HTTP/1.1 x|Host: x||",
            "GET /v1/flow HTTP/1,1|Host: x||",
            "GET /v1/flow|Host: x||",
            // Hosts.
            "GET /v1/flow HTTP/1.1|Host: x|Host: y||",
            "GET /v1/flow HTTP/1.1|Host: x|Host: x||",
            "GET /v1/flow HTTP/1.1|Host: x|host: y||",
            "GET /v1/flow HTTP/1.1|Accept: */*||",
            "GET /v1/flow HTTP/1.1|Host: x, y||",
            // Header fields.
            "GET /v1/flow HTTP/1.1|Host: x|A: b\r c||",
            "GET /v1/flow HTTP/1.1|Host: x|A: b\rHost: y||",
            "GET /v1/flow HTTP/1.1|Host: x|A: b\u0000c||",
            "GET /v1/flow HTTP/1.1|Host: x|A\u0000: b||",
            "GET /v1/flow HTTP/1.1|Host: x|A : b||",
            "GET /v1/flow HTTP/1.1|Host: x|A b: c||",
            "GET /v1/flow HTTP/1.1|Host: x|: b||",
            "GET /v1/flow HTTP/1.1|Host: x|no colon||",
            "GET /v1/flow HTTP/1.1| A: b|Host: x||"})
    void ambiguousRequestIsRefusedAndItsConnectionClosed(String request) throws Exception {
        // A bar stands for the end of a line.
        var answer = RawHttp.exchange("127.0.0.1", request.replace("|", "\r\n") + SMUGGLED);
        assertTrue(answer.matches("(?s)HTTP/1\\.[01] 400 .*"), answer);
        assertEquals(1, answer.split("HTTP/1\\.[01] \\d{3} ", -1).length - 1, "one answer: " + answer);
    }

    /** The problem repeats nothing of the address. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/flow?%=1", "/v1/flow?on=%zz", "/v1/flow?canary=%", "/v1/flow?on=%2", "/v1/flow?%G1",
            "/v1/applications/%", "/v1/applications/%zz/journal", "/v1/canary%1", "/%", "/v1/flow?on={canary}",
            "/v1/flow|canary", "/v1/<canary>", "/v1/flow?canary^", "/v1/applications/\\canary", "/openapi?%", "/q/%"})
    void unreadableAddressIsAProblem(String address) throws Exception {
        for (var method : List.of("GET", "POST", "OPTIONS")) {
            var answer = RawHttp.exchange("127.0.0.1", method + " " + address + " HTTP/1.1\r\nHost: x\r\n"
                    + "Accept-Language: en\r\nContent-Length: 0\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.toLowerCase().contains("content-type: application/problem+json"), answer);
            assertTrue(answer.contains("\"code\":\"invalid-parameter\""), answer);
            assertFalse(answer.contains("canary") || answer.contains("errors"), answer);
        }
    }

    /** A client that is still sending may miss the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"zz||", "-1||", "0x1|{|0||", "1;|{|x||"})
    void brokenChunkClosesTheConnection(String chunks) throws Exception {
        var answer = RawHttp.exchange("127.0.0.1", ("POST /v1/eligibility-checks HTTP/1.1|Host: x|"
                + "Transfer-Encoding: chunked||" + chunks).replace("|", "\r\n") + SMUGGLED);
        assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.1 400 .*"), answer);
        assertTrue(answer.split("HTTP/1\\.1 \\d{3} ", -1).length <= 2, "one answer: " + answer);
    }
}
