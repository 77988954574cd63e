package org.recruitmentintake.forwarding.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.amqp.AmqpMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.forwarding.message.Envelope;
import org.recruitmentintake.forwarding.message.SigningKeys;
import org.recruitmentintake.privacy.KeyFolder;
import org.recruitmentintake.store.OwnDatabase;
import org.recruitmentintake.tools.dev.RecruitingCentre;

/**
 * Clients other than Vert.x decrypt and verify a message. Two of them need a system property: {@code clients.python}
 * names a Python with python-qpid-proton and jwcrypto, {@code clients.node} a folder with rhea and jose.
 */
class OtherClientsTest {

    private static final String ADDRESS = "recruitment.defence-intelligence";
    private static final String BRANCH = "DEFENCE_INTELLIGENCE";

    private final Running running = new Running();
    private OwnDatabase database;
    private KeyFolder folder;
    private Envelope envelope;
    private String payload;

    @BeforeEach
    void send(@TempDir Path directory) throws Exception {
        emptyQueue();
        database = new OwnDatabase();
        folder = KeyFolder.in(directory);
        envelope = new Envelope(new SigningKeys(folder), folder);
        payload = Files.readString(Path.of("docs/examples/accepted.json"));
        var event = UUID.randomUUID();
        var application = UUID.randomUUID();
        database.accepted(event, application, ADDRESS,
                envelope.seal(event, MessageKind.ACCEPTED, application, BRANCH, payload.getBytes(UTF_8)));
        running.relay(database.outbox(), RealParts.broker().port(), Map.of());
    }

    /** The broker is shared, so messages of other tests can be in the queue. */
    private static void emptyQueue() throws JMSException {
        var factory = new JmsConnectionFactory("amqp://localhost:" + RealParts.broker().port());
        try (var connection = factory.createConnection();
                var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                var consumer = session.createConsumer(session.createQueue(ADDRESS))) {
            connection.start();
            while (consumer.receiveNoWait() != null);
        }
    }

    @AfterEach
    void end() throws Exception {
        running.close();
        database.close();
    }

    @Test
    void qpidJmsOpensMessageWithDefaultSettings() throws Exception {
        var factory = new JmsConnectionFactory("amqp://localhost:" + RealParts.broker().port());
        try (var connection = factory.createConnection();
                var session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE)) {
            connection.start();
            var message = (BytesMessage) session.createConsumer(session.createQueue(ADDRESS)).receive(20_000);
            assertNotNull(message, "no message arrived");
            var body = new byte[(int) message.getBodyLength()];
            message.readBytes(body);
            var attributes = new JsonObject();
            for (var name : new String[] {"id", "type", "subject"}) {
                attributes.put("cloudEvents_" + name, message.getStringProperty("cloudEvents_" + name));
            }
            var read = AmqpMessage.create().applicationProperties(attributes).withBufferAsBody(Buffer.buffer(body))
                    .build();
            assertEquals(payload, new RecruitingCentre(folder.dev()).open(read, BRANCH, envelope.verificationKeys()));
            message.acknowledge();
        }
    }

    @Test
    void pythonProtonOpensMessage(@TempDir Path directory) throws Exception {
        var python = System.getProperty("clients.python");
        assumeTrue(python != null, "clients.python is not set");
        assertOpens(directory, new ProcessBuilder(python, script("consumer.py"),
                "amqp://localhost:" + RealParts.broker().port()));
    }

    @Test
    void rheaOpensMessage(@TempDir Path directory) throws Exception {
        var node = System.getProperty("clients.node");
        assumeTrue(node != null, "clients.node is not set");
        assertOpens(directory, new ProcessBuilder("node", script("consumer.mjs"),
                String.valueOf(RealParts.broker().port())).directory(Path.of(node).toFile()));
    }

    private void assertOpens(Path directory, ProcessBuilder client) throws Exception {
        var keys = Files.writeString(directory.resolve("jwks.json"), envelope.verificationKeys(), US_ASCII);
        client.command().addAll(List.of(ADDRESS, BRANCH,
                folder.dev().recipientsPrivate().resolve(BRANCH + ".jwk").toAbsolutePath().toString(),
                keys.toString()));
        var process = client.redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        var json = new ObjectMapper();
        assertEquals(json.readTree(payload), json.readTree(output), output);
    }

    private static String script(String name) {
        return Path.of("src", "test", "clients", name).toAbsolutePath().toString();
    }
}
