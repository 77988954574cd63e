package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Waiting.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.enterprise.inject.spi.CDI;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.filter.Filter;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpMessage;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.usecase.Retention;
import org.recruitmentintake.eligibility.facts.Evidence;

/**
 * Sends unique words in all fields and searches for them in all places where data could remain. The controls put such a
 * word into each of these places and find it.
 */
@QuarkusTest
@WithTestResource(RealParts.class)
@WithTestResource(CanaryTest.DebugLog.class)
class CanaryTest {

    private static final Path LOG = Path.of("target", "canary.log").toAbsolutePath();

    /** Logs everything that the service's own packages log, to a file. */
    public static class DebugLog implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of("quarkus.log.file.enabled", "true", "quarkus.log.file.path", LOG.toString(),
                    "quarkus.log.category.\"org.recruitmentintake\".level", "DEBUG",
                    // The log of the database server comes through here.
                    "quarkus.log.category.\"io.zonky\".level", "INFO");
        }

        @Override
        public void stop() {}
    }

    private static final String WORD = "Kanarek" + letters(8);
    /** The name of an unknown field, with a space: a problem quotes names that look like fields of the contract. */
    private static final String NAME = WORD + " Alpha";
    private static final String PHONE = "+99" + digits(12);
    // Days that appear nowhere else, and the days on which something is due because of them.
    private static final String BORN = "1987-10-23";
    private static final String DOCUMENT_ENDS = "2041-11-27";
    private static final String DOCUMENT_OVER = "2041-11-28";
    private static final String STAY_ENDS = "2038-09-13";
    private static final String STAY_OVER = "2038-09-14";
    private static final String REQUEST_SIGNED = "2025-08-17";
    private static final String CONSENTED = "2025-06-19";
    private static final String STEP_DONE = "2025-09-21";
    private static final Traces PERSON = new Traces(
            List.of(WORD, PHONE.substring(3), BORN, DOCUMENT_ENDS, DOCUMENT_OVER,
                    STAY_ENDS, STAY_OVER, REQUEST_SIGNED, CONSENTED, STEP_DONE));
    /** The id of a client, which the tables hold in the clear. */
    private static final Traces CLIENT = new Traces(List.of("canary-portal"));

    private static final RestAssuredConfig ANY_TYPE = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs(WORD, ContentType.TEXT));

    private static final Traces.Notes REFUSALS = new Traces.Notes();
    private static final Traces.Notes HEADERS = new Traces.Notes();
    private static final List<String> TABLES = new ArrayList<>();
    private static boolean sent;

    private static final Filter RECORD = (asked, expected, context) -> {
        var answer = context.next(asked, expected);
        HEADERS.add(answer.headers().toString());
        if (answer.statusCode() >= 400) REFUSALS.add(answer.asString());
        return answer;
    };

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @BeforeEach
    void sendEverythingOnce() throws Exception {
        if (sent) return;
        sent = true;
        sendApplications();
        sendMalformedBodies();
        sendInTheWrongPlace();
        workOnACase();
        bringACaseToTheQueue();
        refuseACase();
        endCases();
        sendDuringFaults();
    }

    @Test
    void nothingOfAPersonIsInTheLog() throws Exception {
        assertTrue(Files.size(LOG) > 0);
        assertTrue(Files.readString(LOG).contains("Refused: invalid-token, reason"), "the log has the refusal itself");
        assertEquals(List.of(), PERSON.in("log", Files.readAllBytes(LOG)), () -> PERSON.around(bytesOf(LOG)));
        var text = Files.readString(LOG);
        assertFalse(text.lines().filter(line -> !line.contains("EmbeddedPostgres"))
                .anyMatch(line -> line.contains("Failing row contains")),
                "the log repeats no detail of a server's error");
        assertFalse(text.contains("eyJ"), "the log has no token");
    }

    /**
     * Left out are the stack traces that the service itself logs, those of PostgreSQL and of the broker, which run in
     * this process, and the warnings of Vert.x about a busy machine.
     */
    @Test
    void noLibraryLogsAStackTrace() throws Exception {
        // The control: this stack trace is found, and left out.
        Logger.getLogger("org.recruitmentintake.security").debug("planted", new IllegalStateException());
        await().until(() -> stackTraces().stream().anyMatch(line -> line.contains("planted")));
        assertEquals(List.of(), stackTraces().stream()
                .filter(line -> Stream
                        .of("org.recruitmentintake", "io.zonky", "org.apache.activemq",
                                "io.vertx.core.impl.BlockedThreadChecker")
                        .noneMatch(name -> line.contains("\"loggerName\":\"" + name)))
                .toList());
    }

    private static List<String> stackTraces() throws IOException {
        return Files.readString(LOG).lines().filter(line -> line.contains("\"exception\":")).toList();
    }

    @Test
    void nothingOfAPersonIsInTheMetrics() throws Exception {
        var scraped = scraped();
        assertTrue(new String(scraped, ISO_8859_1).contains("http_server_requests"));
        assertEquals(List.of(), PERSON.in("metrics", scraped), () -> PERSON.around(scraped));
    }

    @Test
    void nothingOfAPersonIsInARefusal() {
        assertTrue(REFUSALS.all().length > 10_000, "refusals were recorded");
        assertTrue(HEADERS.all().length > 10_000, "headers were recorded");
        assertEquals(List.of(), PERSON.in("problems", REFUSALS.all()), () -> PERSON.around(REFUSALS.all()));
        assertEquals(List.of(), PERSON.in("headers", HEADERS.all()), () -> PERSON.around(HEADERS.all()));
    }

    @Test
    void nothingOfAPersonIsInADumpOfTheTables() throws Exception {
        assertEquals(List.of(), TABLES, "no word is in a table while messages wait");
        assertEquals(List.of(), dumped(PERSON));
        assertTrue(dumped(CLIENT).containsAll(List.of("application", "journal", "idempotency")),
                "the clear columns are found");
    }

    @Test
    void nothingOfAPersonIsInDataDirectoryOrWal() throws Exception {
        checkpoint();
        assertEquals(List.of(), PERSON.below(data()));
        assertTrue(CLIENT.below(data().resolve("pg_wal")).size() > 0, "the clear columns are found");
        assertTrue(CLIENT.below(data().resolve("base")).size() > 0, "the clear columns are found");
    }

    @Test
    void nothingOfAPersonIsWithTheBroker() throws Exception {
        assertEquals(List.of(), PERSON.below(broker()));
        assertTrue(new Traces(List.of("ua.recruitment", "application/jose", "cloudEvents")).below(broker()).size() > 0,
                "the messages are there");
    }

    /** Findings belong in the dossier, since the journal stays after erasure. */
    @Test
    void journalRevealsNoFinding() throws Exception {
        try (var database = superuser()) {
            assertEquals(List.of(), entriesWithFindings(database));
        }
    }

    /** The control of the previous test: each of these entries reveals a finding. */
    @ParameterizedTest
    @ValueSource(strings = {"ruling=SATISFIED", "reason=CONDITION_NOT_MET", "condition=no-conviction",
            "convictions=NONE", "convictions=SPENT", "fitness=UNFIT", "evidence=CONVICTIONS", "FITNESS"})
    void entryWithAFindingIsFound(String detail) throws Exception {
        try (var database = superuser(); var statement = database.createStatement()) {
            database.setAutoCommit(false);
            try {
                assertEquals(1, statement.executeUpdate("""
                        INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                        SELECT id, 1000000, now(), 'c', 'p', 'reviewer', 'RESOLVED', '%s', journal_head
                        FROM application LIMIT 1
                        """.formatted(detail)));
                assertEquals(List.of(detail), entriesWithFindings(database));
            } finally {
                database.rollback();
            }
        }
    }

    private static List<String> entriesWithFindings(Connection database) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = database.createStatement(); var details = statement.executeQuery("""
                SELECT DISTINCT detail FROM journal WHERE detail ~* 'ruling|reason=|condition=|NONE|SPENT|FIT\\M'
                    -- Together with the next state, the kind of evidence would reveal the finding.
                    OR detail ~ '%s'
                """.formatted(Stream.of(Evidence.values()).filter(Evidence::attestable).map(Evidence::name)
                .collect(joining("|"))))) {
            while (details.next()) {
                found.add(details.getString(1));
            }
        }
        return found;
    }

    @Test
    void canaryInTheProcessIsFound() throws Exception {
        var word = "Zasadzony" + letters(8);
        var planted = new Traces(List.of(word));

        Logger.getLogger("org.recruitmentintake.security").debug("planted " + word);
        await().until(() -> planted.in("log", Files.readAllBytes(LOG)).equals(List.of("log")));

        CDI.current().select(MeterRegistry.class).get().counter("planted", "word", word).increment();
        assertEquals(List.of("metrics"), planted.in("metrics", scraped()));
    }

    @Test
    void canaryOutsideTheProcessIsFound() throws Exception {
        var word = "Zasadzony" + letters(8);
        var planted = new Traces(List.of(word));

        try (var owner = superuser(); var statement = owner.createStatement()) {
            statement.execute("CREATE TABLE planted (sealed bytea, born date, consented timestamptz)");
            try {
                statement.execute("INSERT INTO planted VALUES (convert_to('" + word + "', 'UTF8'), '" + BORN + "', '"
                        + CONSENTED + "T12:00:00Z')");
                for (var trace : List.of(word, BORN, CONSENTED)) {
                    assertEquals(List.of("planted"), dumped(new Traces(List.of(trace))), trace);
                }
                checkpoint();
                assertTrue(planted.below(data().resolve("base")).size() > 0);
                assertTrue(planted.below(data().resolve("pg_wal")).size() > 0);
            } finally {
                statement.execute("DROP TABLE planted");
            }
        }

        send("dead-letters", word);
        assertTrue(planted.below(broker()).size() > 0);

        var id = posted(portal(), Cases.declared());
        assertEquals(List.of("answer"), PERSON.in("answer", Cases.centre().get("/v1/applications/" + id).asString()),
                "the desk in charge sees the person");
    }

    @Test
    void encodedWordsAreFound() {
        var traces = new Traces(List.of("Kanarek"));
        for (var disguise : List.of("a Kanarek", "KANAREK", "4b616e6172656b", "S2FuYXJlaw", "eEthbmFyZWs",
                "eHhLYW5hcmVr")) {
            assertEquals(List.of("here"), traces.in("here", disguise), disguise);
        }
        assertEquals(List.of("here"), traces.in("here", "Kanarek".getBytes(UTF_16LE)));
        assertEquals(List.of(), traces.in("here", "Kan arek"));
    }

    // ---- what is sent ----

    private void sendApplications() {
        for (int i = 0; i < 12; i++) {
            var key = WORD + "-" + UUID.randomUUID();
            var body = person(i % 3 == 0 ? Cases.example("embassy") : Cases.declared());
            for (int again = 0; again < 2; again++) {
                keyed(portal(), key).body(body.toString()).post("/v1/applications").then().statusCode(201);
            }
            keyed(portal(), key).body(body.put("preferredUnit", WORD + " other").toString())
                    .post("/v1/applications").then().statusCode(422);
        }
        for (int i = 0; i < 6; i++) {
            Cases.post(centre(), person(Cases.example("in-country"))).statusCode(201).body("state", is("ACCEPTED"));
        }
        given().filter(RECORD).contentType("application/json")
                .body(person(Cases.declared()).toString()).post("/v1/eligibility-checks").then().statusCode(200);
        given().filter(RECORD).header("Authorization", "Bearer " + RealParts.token("portal-one", "portal"))
                .contentType("application/json").body(person(Cases.example("embassy")).toString())
                .post("/v1/eligibility-checks").then().statusCode(200);
    }

    /** An application with a wrong value in every field, and with unknown fields. */
    private void sendMalformedBodies() throws Exception {
        var pointers = new ArrayList<String>();
        pointers(person(Cases.example("in-country")), "", pointers);
        assertTrue(pointers.size() > 20, pointers.toString());
        var values = List.of(new ObjectMapper().readTree("\"" + WORD + "\\u0000\""),
                JsonNodeFactory.instance.textNode(WORD.repeat(30)),
                JsonNodeFactory.instance.arrayNode().add(WORD), JsonNodeFactory.instance.objectNode().put(NAME, WORD));
        for (var pointer : pointers) {
            for (var value : values) {
                Cases.post(portal(), replaced(person(Cases.example("in-country")), pointer, value)).statusCode(400);
            }
        }
        var whole = person(Cases.declared()).toString();
        for (var body : List.of(whole.substring(0, whole.indexOf(WORD) + WORD.length()), whole + WORD,
                whole.replace("{\"route\"", "{\"route\":\"" + WORD + "\",\"route\""), WORD, "\"" + WORD + "\"",
                "[\"" + WORD + "\"]", "{\"" + NAME + "\":1}", "[".repeat(40) + WORD, whole.replace(BORN, "1987-23-10"),
                whole.replace(":true", ":" + WORD))) {
            keyed(portal(), UUID.randomUUID().toString()).body(body).post("/v1/applications").then().statusCode(400);
            given().filter(RECORD).contentType("application/json").body(body).post("/v1/eligibility-checks").then()
                    .statusCode(400);
        }
        keyed(portal(), UUID.randomUUID().toString()).body(WORD.repeat(6000)).post("/v1/applications").then()
                .statusCode(413);
        var invalid = (WORD + "ÿ").getBytes(ISO_8859_1);
        keyed(portal(), UUID.randomUUID().toString()).contentType("application/json").body(invalid)
                .post("/v1/applications").then().statusCode(400);
    }

    /** Sends the words in paths, queries and headers, where personal data does not belong. */
    private void sendInTheWrongPlace() {
        for (var path : List.of("/v1/applications/" + WORD, "/v1/applications?state=" + WORD,
                "/v1/applications?cursor=" + WORD, "/v1/applications?embassy=" + WORD, "/v1/conditions?on=" + WORD,
                "/v1/applications/" + UUID.randomUUID() + "/replay?on=" + WORD, "/" + WORD, "/v1/" + WORD)) {
            reviewer().get(path);
        }
        var body = person(Cases.declared()).toString();
        for (var header : List.of("Accept", "Accept-Language", "traceparent", "If-Match", "User-Agent", "Referer",
                "X-Forwarded-For", "Content-Type", "Authorization", "Cookie", "Origin")) {
            given().filter(RECORD).config(ANY_TYPE).contentType("application/json").header(header, WORD).body(body)
                    .post("/v1/eligibility-checks");
            keyed(given().filter(RECORD).config(ANY_TYPE), UUID.randomUUID().toString()).header(header, WORD)
                    .body(body).post("/v1/applications");
        }
        given().filter(RECORD).header("Authorization", "Bearer " + WORD + "." + WORD + "." + WORD)
                .get("/v1/applications").then().statusCode(401);
        keyed(portal(), WORD.repeat(20)).body(body).post("/v1/applications").then().statusCode(400);
        portal().request(WORD.toUpperCase(), "/v1/applications");
    }

    private void workOnACase() {
        var id = posted(portal(), Cases.example("embassy"));
        event(embassy(), id, "steps", "{\"step\":\"FIRST_CONTACT\",\"on\":\"" + STEP_DONE + "\"}")
                .statusCode(200);
        event(embassy(), id, "steps", "{\"step\":\"" + WORD + "\",\"on\":\"" + WORD + "\"}")
                .statusCode(400);
        event(embassy(), id, "evidence",
                "{\"evidence\":\"BIRTH_DATE\",\"birthDate\":\"" + BORN + "\"}")
                .statusCode(200);
        event(reviewer(), id, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"SPENT\"}").statusCode(200);
        event(reviewer(), id, "resolutions",
                "{\"condition\":\"no-conviction\",\"ruling\":\"NEEDS_EVIDENCE\",\"reason\":\"CHECK_INCOMPLETE\"}")
                .statusCode(200);
        event(reviewer(), id, "resolutions",
                "{\"condition\":\"" + WORD + "\",\"ruling\":\"REFUSE\",\"reason\":\"FALSE_STATEMENT\"}")
                .statusCode(400);
        patch(id, "{\"preferredUnit\":\"" + WORD + " Brigade\",\"applicant\":{\"name\":\"" + WORD + " Changed\"}}",
                200);
        patch(id, "{\"applicant\":{\"" + NAME + "\":\"" + WORD + "\",\"email\":\"" + WORD + "\"}}", 400);
        patch(id, "{\"applicant\":{\"document\":{\"number\":\"" + WORD + "\\u202e\"}}}", 400);
        patch(id, "{\"applicant\":\"" + WORD + "\"", 400);
        for (var path : List.of("", "/journal", "/journal/verification", "/replay")) {
            reviewer().get("/v1/applications/" + id + path).then().statusCode(200);
        }
        reviewer().get("/v1/applications?limit=5").then().statusCode(200);
    }

    /** A case that embassy and centre bring to the queue. */
    private void bringACaseToTheQueue() {
        var id = posted(portal(), Cases.example("embassy"));
        for (var step : List.of("FIRST_CONTACT", "DOCUMENTS", "INTERVIEW", "VISA", "ENLISTMENT_REQUEST")) {
            step(embassy(), id, step);
        }
        attest(embassy(), id, "CONVICTIONS", "\"convictions\":\"NONE\"").body("state", is("CLEARED_FOR_TRAVEL"));
        step(embassy(), id, "TRAVEL_INSTRUCTIONS");
        step(centre(), id, "ARRIVAL");
        attest(centre(), id, "PRESENCE",
                "\"presence\":{\"basis\":\"ENTRY_STAMP\",\"validUntil\":\"" + STAY_ENDS + "\"}");
        attest(centre(), id, "FITNESS", "\"fitness\":\"FIT\"");
        attest(centre(), id, "BIRTH_DATE", "\"birthDate\":\"" + BORN + "\"");
        attest(centre(), id, "IDENTITY", "\"identity\":{\"citizenships\":[\"CA\"],\"kind\":\"TRAVEL_PASSPORT\","
                + "\"country\":\"CA\",\"validUntil\":\"" + DOCUMENT_ENDS + "\"}").body("state", is("ACCEPTED"));
    }

    private void refuseACase() {
        var id = posted(portal(), Cases.declared());
        attest(centre(), id, "FITNESS", "\"fitness\":\"UNFIT\"").body("state", is("IN_REVIEW"));
        event(reviewer(), id, "resolutions",
                "{\"condition\":\"medical-fitness\",\"ruling\":\"REFUSE\",\"reason\":\"CONDITION_NOT_MET\"}")
                .statusCode(200).body("state", is("REFUSED"));
    }

    private static void step(RequestSpecification client, String id, String step) {
        event(client, id, "steps", "{\"step\":\"" + step + "\",\"on\":\"" + STEP_DONE + "\""
                + (step.equals("VISA") ? ",\"visa\":\"WAIVED\"}" : "}")).statusCode(200);
    }

    private static ValidatableResponse attest(RequestSpecification client, String id, String evidence, String member) {
        return event(client, id, "evidence", "{\"evidence\":\"" + evidence + "\"," + member + "}").statusCode(200);
    }

    private void patch(String id, String body, int status) {
        var tag = portal().get("/v1/applications/" + id).header("ETag");
        portal().contentType("application/merge-patch+json").header("If-Match", tag).body(body)
                .patch("/v1/applications/" + id).then().statusCode(status);
    }

    /** Cases that end by withdrawal and erasure, by revoked consent, by the end of retention. */
    private void endCases() throws SQLException {
        for (var example : List.of("embassy", "in-country")) {
            var id = posted(centreOrPortal(example), Cases.example(example));
            centreOrPortal(example).post("/v1/applications/" + id + "/withdrawal").then().statusCode(200);
            Cases.as("data-protection", "privacy").delete("/v1/applications/" + id).then().statusCode(204);
            Cases.as("data-protection", "privacy").filter(RECORD).delete("/v1/applications/" + id).then()
                    .statusCode(404);
        }
        var revoked = posted(portal(), Cases.declared());
        patch(revoked, "{\"consents\":{\"dataProcessing\":{\"given\":false}}}", 200);
        var over = posted(portal(), Cases.declared());
        portal().post("/v1/applications/" + over + "/withdrawal").then().statusCode(200);
        Owner.age(over, 365);
        CDI.current().select(Retention.class).get().purge();
        for (var id : List.of(revoked, over)) {
            portal().get("/v1/applications/" + id).then().statusCode(200).body("state", is("ERASED"));
        }
    }

    /** Requests while the broker is away, while the database is away or refuses a row, and for a damaged case. */
    private void sendDuringFaults() throws Exception {
        String stuck;
        RealParts.broker().stop();
        try {
            for (int i = 0; i < 4; i++) {
                Cases.post(centre(), person(Cases.example("in-country"))).statusCode(201).body("forwarding",
                        is("PENDING"));
            }
            stuck = posted(centre(), Cases.example("in-country"));
            Owner.update("UPDATE outbox SET state = 'DEAD', claim = NULL WHERE application_id = ?", stuck);
            TABLES.addAll(dumped(PERSON));
        } finally {
            RealParts.broker().start();
        }
        operator().get("/v1/forwarding?state=DEAD").then().statusCode(200);
        var message = Owner.one("SELECT id FROM outbox WHERE application_id = ?", stuck);
        operator().post("/v1/forwarding/" + message + "/resubmission").then().statusCode(200);
        RealParts.database().stop();
        try {
            Cases.post(portal(), person(Cases.declared())).statusCode(503);
        } finally {
            RealParts.database().start();
        }
        await().until(() -> reviewer().get("/v1/applications?limit=1").statusCode() == 200);
        try (var owner = superuser(); var statement = owner.createStatement()) {
            statement.execute(
                    "ALTER TABLE application ADD CONSTRAINT canary CHECK (owner <> 'canary-refused') NOT VALID");
            try {
                Cases.post(Cases.as("canary-refused", "portal").filter(RECORD), person(Cases.declared()))
                        .statusCode(500);
            } finally {
                statement.execute("ALTER TABLE application DROP CONSTRAINT canary");
            }
            var id = posted(portal(), Cases.declared());
            statement.execute(
                    "UPDATE application SET dossier = set_byte(dossier, 30, 255 - get_byte(dossier, 30)) WHERE id = '"
                            + id + "'");
            portal().get("/v1/applications/" + id).then().statusCode(500);
        }
        await().until(() -> {
            try (var owner = superuser();
                    var left = owner.createStatement()
                            .executeQuery("SELECT count(*) FROM outbox WHERE state = 'PENDING'")) {
                return left.next() && left.getInt(1) == 0;
            }
        });
    }

    private static RequestSpecification portal() { return Cases.as("canary-portal", "portal").filter(RECORD); }

    private static RequestSpecification centre() { return Cases.centre().filter(RECORD); }

    private static RequestSpecification reviewer() { return Cases.reviewer().filter(RECORD); }

    private static RequestSpecification embassy() { return Cases.embassy().filter(RECORD); }

    private static RequestSpecification operator() { return Cases.as("canary-desk", "operator").filter(RECORD); }

    private static RequestSpecification centreOrPortal(String example) {
        return example.equals("embassy") ? portal() : centre();
    }

    private static RequestSpecification keyed(RequestSpecification client, String key) {
        return client.contentType("application/json").header("Idempotency-Key", key);
    }

    private static String posted(RequestSpecification client, ObjectNode example) {
        return Cases.post(client, person(example)).statusCode(201).extract().path("id").toString();
    }

    /** The words in all free-text fields, the days in all date fields, and a document number of its own. */
    private static ObjectNode person(ObjectNode example) {
        var applicant = (ObjectNode) example.get("applicant");
        example.put("preferredUnit", WORD + " Brigade");
        applicant.put("name", WORD + " Alpha").put("birthDate", BORN).put("email", WORD + "@example.org")
                .put("phone", PHONE);
        ((ObjectNode) applicant.get("document")).put("number", WORD + "-" + letters(10)).put("validUntil",
                DOCUMENT_ENDS);
        example.get("consents")
                .forEach(consent -> ((ObjectNode) consent).put("at", CONSENTED + "T12:00:00Z"));
        if (example.at("/statement/presence") instanceof ObjectNode presence) {
            presence.put("validUntil", STAY_ENDS);
            ((ObjectNode) example.get("statement")).put("enlistmentRequestSigned", REQUEST_SIGNED);
        }
        return example;
    }

    private static void pointers(JsonNode node, String at, List<String> pointers) {
        if (node.isObject()) {
            node.properties().forEach(field -> pointers(field.getValue(), at + "/" + field.getKey(), pointers));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                pointers(node.get(i), at + "/" + i, pointers);
            }
        } else {
            pointers.add(at);
        }
    }

    private static ObjectNode replaced(ObjectNode tree, String pointer, JsonNode value) {
        var name = pointer.substring(pointer.lastIndexOf('/') + 1);
        var parent = tree.at(pointer.substring(0, pointer.lastIndexOf('/')));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
        return tree;
    }

    // ---- where the words are searched ----

    private byte[] scraped() throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofByteArray())
                .body();
    }

    /** The tables that hold a word: searched in the binary form of the columns, and in the text that pg_dump writes. */
    private static List<String> dumped(Traces traces) throws Exception {
        var found = new ArrayList<String>();
        try (var owner = superuser()) {
            var tables = new ArrayList<String>();
            try (var names = owner.createStatement().executeQuery(
                    "SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            assertTrue(tables.containsAll(List.of("application", "journal", "idempotency", "outbox", "forwarded")));
            for (var table : tables) {
                var rows = new ByteArrayOutputStream();
                // A day is four bytes in the binary form, and readable in the text.
                for (var format : List.of("binary", "text")) {
                    owner.unwrap(PGConnection.class).getCopyAPI()
                            .copyOut("COPY \"" + table + "\" TO STDOUT (FORMAT " + format + ")", rows);
                }
                found.addAll(traces.in(table, rows.toByteArray()));
            }
        }
        return found;
    }

    private static void checkpoint() throws SQLException {
        try (var owner = superuser(); var statement = owner.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    private static Connection superuser() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + RealParts.database().port() + "/intake",
                "postgres", "");
    }

    private static byte[] bytesOf(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path data() { return RealParts.keys().directory().getParent().resolve("database/data"); }

    private static Path broker() { return RealParts.keys().directory().getParent().resolve("broker"); }

    private static void send(String address, String text) throws Exception {
        var vertx = Vertx.vertx();
        try {
            AmqpClient.create(vertx, new AmqpClientOptions().setHost("localhost").setPort(RealParts.broker().port()))
                    .connect().compose(connection -> connection.createSender(address))
                    .compose(sender -> sender.sendWithAck(AmqpMessage.create().durable(true).withBody(text).build()))
                    .toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
        } finally {
            vertx.close();
        }
    }

    private static String letters(int count) { return randomText(count, 'a', 'z'); }

    private static String digits(int count) { return randomText(count, '1', '9'); }

    private static String randomText(int count, char first, char last) {
        return ThreadLocalRandom.current().ints(count, first, last + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
