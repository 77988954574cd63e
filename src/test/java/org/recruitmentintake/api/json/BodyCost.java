package org.recruitmentintake.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.dto.request.ApplicationRequest;
import org.recruitmentintake.api.dto.request.EligibilityCheckRequest;
import org.recruitmentintake.api.problem.ProblemException;

/**
 * Attack: one body of 64 kB that costs seconds of processor. Measured by processor time, so it runs with
 * {@code -Pfaults} and not with the unit tests: no kind of body costs more than ten times one of ASCII text.
 */
class BodyCost {

    private static final int SIZE = StrictJson.LARGEST;
    private static final int ROUNDS = 40;

    @Test
    void costOfABodyIsBounded() {
        var bodies = HostileInputTest.bodies();
        var kinds = kinds();
        var costs = new LinkedHashMap<String, Long>();
        // The first round warms up the JVM; the second is measured.
        for (int round = 0; round < 2; round++) {
            kinds.forEach((kind, body) -> costs.put(kind, cost(bodies, body.getBytes(UTF_8))));
        }
        var most = 10 * costs.get("ascii");
        System.out.println("Nanoseconds of processor a body: " + costs);
        costs.forEach((kind, cost) -> assertTrue(cost <= most, kind + " costs " + cost + " ns, ascii " + most / 10));
    }

    private static long cost(StrictBodies bodies, byte[] body) {
        var threads = ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < ROUNDS; i++) {
            for (var type : new Class<?>[] {ApplicationRequest.class, EligibilityCheckRequest.class}) {
                try {
                    bodies.bind(StrictJson.parsed(body), type);
                } catch (ProblemException refused) {
                    // Each of these bodies is refused.
                }
            }
        }
        return (threads.getCurrentThreadCpuTime() - before) / ROUNDS;
    }

    private static Map<String, String> kinds() {
        var kinds = new LinkedHashMap<String, String>();
        // The most expensive body of plain text: many members, each of which is read.
        kinds.put("ascii", "{" + fillWithNumberedNames("\"name\":\"Test Alpha\",") + "\"route\":\"EMBASSY\"}");
        for (var text : Map.of("marks", "\u0316\u0301", "jamo", "\u1112\u1161\u11ab", "ligatures", "\ufdfa", "digits",
                "\uff11", "escapes", "\\u0301\\u0316", "spaces", "\u00a0", "surrogates", "\ud835\udd04").entrySet()) {
            var content = fill(text.getValue());
            kinds.put(text.getKey(), "{\"applicant\":{\"name\":\"" + content + "\"}}");
            kinds.put(text.getKey() + " in a list", "{\"citizenships\":[" + list(text.getValue()) + "]}");
            kinds.put(text.getKey() + " in names", "{\"" + content + "\":1}");
        }
        kinds.put("numbers", "{\"citizenships\":[" + fill("9".repeat(64) + ",") + "1]}");
        kinds.put("exponents", "{\"citizenships\":[" + fill("1e999999999,") + "1]}");
        kinds.put("long array", "{\"citizenships\":[" + fill("\"\",") + "1]}");
        kinds.put("nesting", "{\"citizenships\":[" + fill("[[[[[[[[[[[[[]]]]]]]]]]]]],") + "1]}");
        kinds.put("colliding names", colliding("AB", "B!"));
        kinds.put("names colliding in a set", colliding("Aa", "BB"));
        return kinds;
    }

    private static String list(String text) {
        var element = "\"" + text.repeat(600 / text.length()) + "\",";
        return element.repeat(Math.min(99, SIZE / element.getBytes(UTF_8).length - 1)) + "1";
    }

    /** The piece, repeated up to the size of a body. */
    private static String fill(String piece) {
        return piece.repeat((SIZE - 200) / piece.getBytes(UTF_8).length + 1);
    }

    /** The same with a different number in each name. */
    private static String fillWithNumberedNames(String piece) {
        var text = new StringBuilder();
        for (int i = 0; text.length() < SIZE - 200; i++) {
            text.append(piece.replace("name", "n" + i));
        }
        return text.toString();
    }

    private static String colliding(String one, String other) {
        var body = new StringBuilder("{");
        for (int i = 0; i < 2_048; i++) {
            body.append('"');
            for (int bit = 0; bit < 11; bit++) body.append((i >> bit & 1) == 0 ? one : other);
            body.append("\":1,");
        }
        return body + "\"route\":\"EMBASSY\"}";
    }
}
