package org.recruitmentintake.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Waiting.await;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpMessage;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.model.Handover;
import org.recruitmentintake.application.model.WithdrawalNotice;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.tools.dev.MessageContract;
import org.recruitmentintake.tools.dev.RecruitingCentre;

/** Messages in the queue match docs/asyncapi.yaml and docs/schemas. */
@QuarkusTest
@WithTestResource(RealParts.class)
class MessagesTest {

    private static final String ACCEPTED = "org.recruitmentintake.application.accepted.v1";
    private static final String WITHDRAWN = "org.recruitmentintake.application.withdrawn.v1";
    private static final String TEST = "org.recruitmentintake.test.v1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Class<?>> ATTESTING = Set.of(Evidence.class, EvidenceSource.class);

    private final Map<String, AmqpMessage> arrived = new ConcurrentHashMap<>();
    private Vertx vertx;

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        var client = AmqpClient.create(vertx,
                new AmqpClientOptions().setHost("localhost").setPort(RealParts.broker().port()));
        client.connect().onSuccess(connection -> connection.createReceiver("recruitment.national-guard")
                .onSuccess(receiver -> receiver.handler(message -> arrived.put(
                        message.applicationProperties().getString("cloudEvents_type") + " "
                                + message.applicationProperties().getString("cloudEvents_subject"),
                        message))));
    }

    @AfterEach
    void disconnect() { vertx.close(); }

    @Test
    void messagesFollowTheirSchemas() throws Exception {
        var id = post(centre(), Cases.example("in-country").put("branch", "NATIONAL_GUARD")).statusCode(201).extract()
                .path("id").toString();
        await().until(() -> arrived.containsKey(ACCEPTED + " " + id));
        centre().post("/v1/applications/" + id + "/withdrawal").then().statusCode(200);
        await().until(() -> arrived.containsKey(WITHDRAWN + " " + id));

        var keys = RestAssured.get("/.well-known/jwks.json").asString();
        for (var type : List.of(ACCEPTED, WITHDRAWN)) {
            var message = arrived.get(type + " " + id);
            assertEquals("application/jose", message.contentType());
            assertEquals(List.of(), MessageContract.faultsOfAttributes(message.applicationProperties().encode()));
            var pattern = Committed.yaml(Path.of("docs/asyncapi.yaml")).at("/components/schemas/sealed/pattern")
                    .asText();
            assertTrue(message.bodyAsBinary().toString(US_ASCII).matches(pattern));
            // The recruiting centre checks the message against its schemas.
            var opened = new RecruitingCentre(RealParts.keys()).open(message, "NATIONAL_GUARD", keys);
            assertEquals(id, JSON.readTree(opened).path("application").asText());
        }
    }

    @Test
    void testMessageFollowsItsSchema() throws Exception {
        var id = Cases.as(Map.of("client", "operations", "role", "operator", "person", "operator-1"))
                .post("/v1/forwarding/test-messages/NATIONAL_GUARD").then().statusCode(200).extract().path("id")
                .toString();
        await().until(() -> arrived.containsKey(TEST + " " + id));
        var message = arrived.get(TEST + " " + id);
        assertTrue(message.isDurable());
        assertEquals("application/jose", message.contentType());
        assertEquals(List.of(), MessageContract.faultsOfAttributes(message.applicationProperties().encode()));
        var opened = JSON.readTree(new RecruitingCentre(RealParts.keys()).open(message, "NATIONAL_GUARD",
                RestAssured.get("/.well-known/jwks.json").asString()));
        assertEquals(id, opened.path("message").asText());
        assertEquals(3, opened.size(), "a test message has no personal data");
    }

    @Test
    void differenceFromASchemaIsFound() throws IOException {
        var example = (ObjectNode) JSON.readTree(Path.of("docs/examples/accepted.json").toFile());
        assertEquals(List.of(), MessageContract.faults(ACCEPTED, example.toString()));
        assertFalse(MessageContract.faults(ACCEPTED, example.deepCopy().put("branch", "NAVY").toString()).isEmpty());
        assertFalse(MessageContract.faults(ACCEPTED, example.deepCopy().put("format", 2).toString()).isEmpty());
        example.remove("decision");
        assertFalse(MessageContract.faults(ACCEPTED, example.toString()).isEmpty());
        assertFalse(MessageContract.faults(ACCEPTED.replace("v1", "v9"), "{}").isEmpty());
        assertEquals(List.of(),
                MessageContract.faults(WITHDRAWN, Files.readString(Path.of("docs/examples/withdrawn.json"))));
        assertFalse(MessageContract.faultsOfAttributes("{\"cloudEvents_id\":\"x\"}").isEmpty());
    }

    /** A member of the record that is missing in the schema would be sent without documentation. */
    @Test
    void everyMemberOfThePayloadIsDocumented() throws IOException {
        assertDocumented(Handover.class, JSON.readTree(Path.of("docs/schemas/application-accepted.v1.json").toFile()));
        assertDocumented(WithdrawalNotice.class,
                JSON.readTree(Path.of("docs/schemas/application-withdrawn.v1.json").toFile()));
    }

    private static void assertDocumented(Class<?> type, JsonNode schema) {
        for (var component : type.getRecordComponents()) {
            var property = schema.path("properties").path(component.getName());
            assertTrue(property.has("description"), type.getSimpleName() + "." + component.getName());
            if (component.getType().isRecord()) {
                assertDocumented(component.getType(), property);
            } else if (component.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> element && element.isRecord()) {
                assertDocumented(element, property.path("items"));
            }
            var values = property.has("x-extensible-enum") ? property : property.path("items");
            // Some kinds of evidence are never attested, and an applicant attests none.
            if (component.getType().isEnum() && !ATTESTING.contains(component.getType())) {
                assertEquals(component.getType().getEnumConstants().length, values.path("x-extensible-enum").size(),
                        component.getName());
            }
        }
    }
}
