package org.recruitmentintake.tools.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.Cases;

/**
 * Posts valid applications, each with its own key and document number, or pre-checks, over persistent connections. A
 * minimal HTTP client: it shares the processors with the service, and must not be what is measured.
 */
final class Posts {

    /**
     * The answers.
     *
     * @param accepted how many answers had the expected status
     * @param other how many had another one
     * @param nanos the times of the accepted ones, sorted
     */
    record Answered(long accepted, long other, double seconds, long[] nanos) {

        double perSecond() { return accepted / seconds; }

        double millis(double share) {
            return nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * share))] / 1e6;
        }

        double meanMillis() { return Arrays.stream(nanos).average().orElse(Double.NaN) / 1e6; }
    }

    // One for all runs, so that no document number and no key is used twice.
    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime() >>> 12);

    private final int port;
    private final byte[] request;
    private final int expected;
    private final int[] places;

    private Posts(int port, byte[] request, int expected, int... places) {
        this.port = port;
        this.request = request;
        this.expected = expected;
        this.places = places;
    }

    /** Pre-checks, without a token. */
    static Posts checks(int port) {
        return checks(port, """
                {"route": "IN_COUNTRY", "branch": "GROUND_FORCES", "rankCategory": "PRIVATE",
                 "applicant": {"birthDate": "1990-05-17", "citizenships": ["CA"],
                  "document": {"kind": "TRAVEL_PASSPORT", "country": "CA", "validUntil": "2034-05-16"}},
                """);
    }

    /** The same for the peer, in whose body the applicant is no object of its own. */
    static Posts checksOfPeer(int port) {
        return checks(port, """
                {"route": "IN_COUNTRY", "branch": "GROUND_FORCES", "rankCategory": "PRIVATE",
                 "birthDate": "1990-05-17", "citizenships": ["CA"],
                 "document": {"kind": "TRAVEL_PASSPORT", "country": "CA", "validUntil": "2034-05-16"},
                """);
    }

    private static Posts checks(int port, String beginning) {
        var body = beginning + """
                 "statement": {"presence": {"basis": "ENTRY_STAMP", "validUntil": "2034-01-31"},
                  "convictions": "NONE", "fitness": "FIT", "experienceClaimed": false, "voluntary": true,
                  "observesConstitution": true, "enlistmentRequestSigned": "2026-01-15"},
                 "consents": {"dataProcessing": {"given": true, "at": "2026-01-15T09:00:00Z"},
                  "verification": {"given": true, "at": "2026-01-15T09:00:00Z"}}}
                """;
        var text = "POST /v1/eligibility-checks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        return new Posts(port, text.getBytes(UTF_8), 200);
    }

    static Posts applications(int port, String token) {
        var example = Cases.example("in-country");
        var number = "X000000000000000000";
        ((ObjectNode) example.at("/applicant/document")).put("number", number);
        var body = example.toString();
        var text = "POST /v1/applications HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + number + "\r\nContent-Length: "
                + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
        return new Posts(port, text.getBytes(UTF_8), 201, text.indexOf(number) + 1, text.lastIndexOf(number) + 1);
    }

    /** Each connection posts again as soon as it has its answer. */
    Answered closed(int connections, double seconds) throws Exception {
        return run(connections, seconds, begin -> 0L);
    }

    /**
     * Posts at a fixed average rate and at random times, like independent clients, whether answers arrive or not. The
     * time of a request that finds no free connection counts from the moment at which it was due.
     */
    Answered paced(int connections, double perSecond, double seconds) throws Exception {
        var due = new AtomicLong(System.nanoTime() + 50_000_000);
        return run(connections, seconds, begin -> due.getAndAdd(
                (long) (-Math.log(1 - ThreadLocalRandom.current().nextDouble()) * 1e9 / perSecond)));
    }

    private Answered run(int connections, double seconds, ToLongFunction<Long> schedule) throws Exception {
        var threads = Executors.newFixedThreadPool(connections);
        var begin = System.nanoTime();
        var end = begin + (long) (seconds * 1e9);
        var all = new ArrayList<Future<Answered>>();
        for (var i = 0; i < connections; i++) {
            all.add(threads.submit(() -> connection(begin, end, schedule)));
        }
        threads.shutdown();
        var nanos = new ArrayList<long[]>();
        long accepted = 0, other = 0;
        for (var one : all) {
            var answered = one.get(120 + (long) seconds, TimeUnit.SECONDS);
            accepted += answered.accepted;
            other += answered.other;
            nanos.add(answered.nanos);
        }
        var took = (System.nanoTime() - begin) / 1e9;
        return new Answered(accepted, other, took, nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray());
    }

    private Answered connection(long begin, long end, ToLongFunction<Long> schedule)
            throws IOException, InterruptedException {
        var mine = request.clone();
        var buffer = new byte[64 * 1024];
        var nanos = new long[1024];
        int accepted = 0, other = 0;
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress("localhost", port));
            var in = socket.getInputStream();
            var out = socket.getOutputStream();
            while (true) {
                var due = schedule.applyAsLong(begin);
                for (var left = due - System.nanoTime(); due != 0 && left > 0; left = due - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.sleep(left);
                }
                var from = due == 0 ? System.nanoTime() : due;
                if (from - end >= 0) break;
                number(mine);
                out.write(mine);
                if (status(in, buffer) == expected) {
                    if (accepted == nanos.length) nanos = Arrays.copyOf(nanos, 2 * accepted);
                    nanos[accepted++] = System.nanoTime() - from;
                } else {
                    other++;
                }
            }
        }
        return new Answered(accepted, other, 0, Arrays.copyOf(nanos, accepted));
    }

    /** Writes the next number into the request. */
    private void number(byte[] mine) {
        var serial = "%018d".formatted(SERIAL.incrementAndGet()).getBytes(US_ASCII);
        for (var place : places) {
            System.arraycopy(serial, 0, mine, place, serial.length);
        }
    }

    /** Reads one answer; its length is in its head. */
    private static int status(InputStream in, byte[] buffer) throws IOException {
        int read = 0, head = -1, whole = Integer.MAX_VALUE;
        while (read < whole) {
            read += more(in, buffer, read);
            if (head < 0 && (head = end(buffer, read)) > 0) {
                var lines = new String(buffer, 0, head, US_ASCII).toLowerCase();
                var at = lines.indexOf("content-length:");
                if (at < 0) {
                    if (!lines.contains("transfer-encoding: chunked"))
                        throw new IOException("an answer without a length");
                    while (!new String(buffer, Math.max(head, read - 5), Math.min(5, read - head), US_ASCII)
                            .equals("0\r\n\r\n")) {
                        read += more(in, buffer, read);
                    }
                    break;
                }
                whole = head + Integer.parseInt(lines.substring(at + 15, lines.indexOf('\r', at)).strip());
            }
        }
        return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
    }

    private static int more(InputStream in, byte[] buffer, int read) throws IOException {
        var more = in.read(buffer, read, buffer.length - read);
        if (more < 0) throw new IOException("the connection ended in an answer");
        return more;
    }

    /** The end of the head; -1 if it has not been read. */
    private static int end(byte[] buffer, int read) {
        for (var i = 3; i < read; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') return i + 1;
        }
        return -1;
    }
}
