package org.recruitmentintake.tools.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.amqp.AmqpMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.recruitmentintake.tools.dev.RecruitingCentre;
import org.recruitmentintake.tools.dev.RecruitingCentre.NotGenuine;
import org.recruitmentintake.tools.environment.DevKeys;
import org.recruitmentintake.tools.environment.EmbeddedBroker;
import org.recruitmentintake.tools.page.Request.Reply;

/** The messages in the queues, as the broker sees them and as the recipient opens them. All stay in their queue. */
final class Queue {

    private static final Words WORDS = Words.ofDesks();
    private static final int NEWEST = 20;
    private static final List<String> ATTRIBUTES = List.of("id", "source", "type", "subject", "time");

    private final Directory directory;
    private final DevKeys keys;
    private final int broker;
    private final URI jwks;
    private final HttpClient http = HttpClient.newHttpClient();

    Queue(Directory directory, DevKeys keys, int broker, URI service) {
        this.directory = directory;
        this.keys = keys;
        this.broker = broker;
        this.jwks = service.resolve("/.well-known/jwks.json");
    }

    /** @param sealed the body as the broker keeps it; @param opened the payload, or why it is not genuine */
    private record Message(String branch, AmqpMessage amqp, String sealed, String opened, boolean genuine) {}

    Reply answer(Request request) {
        try {
            var subject = request.query().one("subject");
            var messages = messages().stream().filter(message -> attribute(message, "subject").startsWith(subject))
                    .limit(NEWEST).toList();
            return Layout.page(request, WORDS, "The queue", Html.of("""
                    <p>Each message is signed by the service and sealed to the branch. The broker keeps what is on the
                    left. Only the branch, with its private key, reads what is on the right.</p>{}
                    """, messages.isEmpty() ? Html.of("<p>Nothing lies in a queue now.</p>")
                    : Html.each(messages, this::article)));
        } catch (JMSException | IOException away) {
            return Layout.page(request, WORDS, 503, "The queue", Html.of("<p>The broker does not answer.</p>"));
        }
    }

    private Html article(Message message) {
        return Html.of("""
                <article class="letter"><h2>{}: {}</h2><div class="pair">
                <section><h3>What the broker sees</h3><dl>{}</dl>
                <p class="hint">{} characters of ciphertext</p>
                <pre tabindex="0" role="region" aria-label="Ciphertext of {}">{}</pre></section>
                <section><h3>What the recipient opens</h3><p><strong class="tag {}">{}</strong></p>
                <pre tabindex="0" role="region" aria-label="Opened message {}">{}</pre></section></div></article>
                """, directory.labels(WORDS).of("branch", message.branch),
                attribute(message, "type").replace("org.recruitmentintake.", ""), Html.each(ATTRIBUTES, name -> Html.of(
                        "<div><dt>{}</dt><dd>{}</dd></div>", name, attribute(message, name))),
                message.sealed.length(),
                attribute(message, "id"), message.sealed, message.genuine ? "MET" : "REFUSAL_PROPOSED",
                message.genuine ? "Signature good" : "Not genuine",
                attribute(message, "id"), message.opened);
    }

    /** The newest first. */
    private List<Message> messages() throws JMSException, IOException {
        var verification = verificationKeys();
        var messages = new ArrayList<Message>();
        var factory = new JmsConnectionFactory("amqp://localhost:" + broker);
        try (var connection = factory.createConnection();
                var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            for (var branch : DevKeys.BRANCHES) {
                var newest = new ArrayDeque<AmqpMessage>();
                try (var browser = session.createBrowser(session.createQueue(EmbeddedBroker.address(branch)))) {
                    for (var found : Collections.list(browser.getEnumeration())) {
                        newest.addFirst(amqp((BytesMessage) found));
                        if (newest.size() > NEWEST) newest.removeLast();
                    }
                }
                newest.forEach(amqp -> messages.add(open(branch, amqp, verification)));
            }
        }
        messages.sort(Comparator.comparing((Message message) -> attribute(message, "time")).reversed());
        return messages;
    }

    private Message open(String branch, AmqpMessage amqp, String verification) {
        var sealed = amqp.bodyAsBinary().toString(US_ASCII);
        try {
            var payload = new RecruitingCentre(keys).open(amqp, branch, verification);
            return new Message(branch, amqp, sealed, new ObjectMapper().readTree(payload).toPrettyString(), true);
        } catch (NotGenuine | IOException refused) {
            return new Message(branch, amqp, sealed, refused.getMessage(), false);
        }
    }

    private static AmqpMessage amqp(BytesMessage found) throws JMSException {
        var body = new byte[(int) found.getBodyLength()];
        found.readBytes(body);
        var attributes = new JsonObject();
        for (var name : ATTRIBUTES) {
            attributes.put("cloudEvents_" + name, String.valueOf(found.getObjectProperty("cloudEvents_" + name)));
        }
        return AmqpMessage.create().applicationProperties(attributes).withBufferAsBody(Buffer.buffer(body)).build();
    }

    private String verificationKeys() throws IOException {
        try {
            return http.send(HttpRequest.newBuilder(jwks).build(), BodyHandlers.ofString()).body();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IOException(end);
        }
    }

    private static String attribute(Message message, String name) {
        return message.amqp.applicationProperties().getString("cloudEvents_" + name, "");
    }
}
