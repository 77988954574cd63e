package org.recruitmentintake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Waiting.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
import org.recruitmentintake.tools.dev.RecruitingCentre;

/** A message in the queue is signed, holds the application, and can be decrypted only with the key of the branch. */
@QuarkusTest
@WithTestResource(RealParts.class)
class HandOverTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<AmqpMessage> arrived = new CopyOnWriteArrayList<>();
    private Vertx vertx;

    @BeforeEach
    void connect() throws Exception {
        vertx = Vertx.vertx();
        AmqpClient.create(vertx, new AmqpClientOptions().setHost("localhost").setPort(RealParts.broker().port()))
                .connect().compose(connection -> connection.createReceiver("recruitment.ground-forces"))
                .onSuccess(receiver -> receiver.handler(arrived::add))
                .toCompletionStage().toCompletableFuture().get(120, SECONDS);
    }

    @AfterEach
    void disconnect() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(120, SECONDS);
    }

    @Test
    void acceptedApplicationArrivesOnce() throws Exception {
        var application = example("in-country");
        var id = post(centre(), application).statusCode(201).body("state", is("ACCEPTED")).extract().path("id")
                .toString();
        var message = message(id, "accepted");
        assertTrue(message.isDurable());
        await().untilAsserted(
                () -> centre().get("/v1/applications/" + id).then().statusCode(200).body("state", is("FORWARDED")));
        assertEquals(1, arrived.stream().filter(each -> isAbout(each, id, "accepted")).count());

        var opened = JSON.readTree(
                new RecruitingCentre(RealParts.keys()).open(message, "GROUND_FORCES", verificationKeys()));
        assertEquals(id, opened.get("application").asText());
        assertEquals(application.at("/applicant/name").asText(), opened.at("/applicant/name").asText());
        assertEquals(application.at("/applicant/document/number").asText(),
                opened.at("/applicant/documentNumber").asText());
        assertEquals("ENTRY_STAMP", opened.at("/papers/presence/basis").asText());
        assertEquals(application.get("attested").size(), opened.get("attested").size());
        assertTrue(opened.at("/decision/findings").size() > 10, opened.toString());
        assertFalse(message.bodyAsBinary().toString().contains(application.at("/applicant/name").asText()));
        assertThrows(RecruitingCentre.NotGenuine.class, () -> new RecruitingCentre(RealParts.keys()).open(message,
                "NATIONAL_GUARD", verificationKeys()));
    }

    @Test
    void withdrawalAfterTheHandOverSendsANotice() throws Exception {
        var id = post(centre(), example("in-country")).statusCode(201).extract().path("id").toString();
        message(id, "accepted");
        await().untilAsserted(
                () -> centre().get("/v1/applications/" + id).then().statusCode(200).body("state", is("FORWARDED")));
        centre().post("/v1/applications/" + id + "/withdrawal").then().statusCode(200);
        var notice = new RecruitingCentre(RealParts.keys()).open(message(id, "withdrawn"), "GROUND_FORCES",
                verificationKeys());
        assertEquals(id, JSON.readTree(notice).get("application").asText());
    }

    /** Some identity cards are valid for life. */
    @Test
    void documentWithoutLastDayArrivesWithoutOne() throws Exception {
        var application = example("in-country");
        ((ObjectNode) application.at("/applicant/document")).remove("validUntil");
        var id = post(centre(), application).statusCode(201).body("state", is("ACCEPTED")).extract().path("id")
                .toString();
        var opened = JSON.readTree(new RecruitingCentre(RealParts.keys()).open(message(id, "accepted"),
                "GROUND_FORCES", verificationKeys()));
        assertEquals("CA", opened.at("/applicant/documentCountry").asText());
        assertTrue(opened.at("/applicant/documentValidUntil").isMissingNode(), opened.toString());
    }

    private AmqpMessage message(String id, String kind) {
        await().until(() -> arrived.stream().anyMatch(message -> isAbout(message, id, kind)));
        return arrived.stream().filter(message -> isAbout(message, id, kind)).findFirst().orElseThrow();
    }

    private static boolean isAbout(AmqpMessage message, String id, String kind) {
        var attributes = message.applicationProperties();
        return id.equals(attributes.getString("cloudEvents_subject"))
                && attributes.getString("cloudEvents_type").contains("." + kind + ".");
    }

    private static String verificationKeys() {
        return RestAssured.get("/.well-known/jwks.json").then().statusCode(200).extract().asString();
    }
}
