package org.recruitmentintake.forwarding.broker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonDelivery;
import io.vertx.proton.ProtonReceiver;
import io.vertx.proton.ProtonServer;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.messaging.TerminusDurability;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** Speaks AMQP 1.0 and answers each message as a test says, with every fault that a broker can have. */
public final class ScriptedPeer {

    /** One message that was received. */
    public record Received(String id, ProtonDelivery delivery, ProtonReceiver link, ProtonConnection connection) {}

    public final List<String> received = new CopyOnWriteArrayList<>();
    final List<String> linkNames = new CopyOnWriteArrayList<>();
    public final AtomicInteger connections = new AtomicInteger();
    public volatile Consumer<Received> script;
    public volatile int credit = 100;
    /** If a sender attaches to this address, the peer ends the session, as some brokers do. */
    public volatile String missing;
    /** The error condition with which it ends the session; null if there is none. */
    public volatile String refusal = "amqp:not-found";
    /** If false, the peer answers that the queue is not durable. */
    public volatile boolean durable = true;
    /** If true, the peer answers that the address is a topic. */
    public volatile boolean topic;
    /** The target that the last sender has requested. */
    volatile Target target;
    private final ProtonServer server;

    public ScriptedPeer(Vertx vertx, Consumer<Received> script) throws Exception {
        this.script = script;
        server = ProtonServer.create(vertx).connectHandler(this::serve);
        var listening = Promise.<ProtonServer>promise();
        server.listen(0, "localhost", listening);
        listening.future().toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    public int port() { return server.actualPort(); }

    private void serve(ProtonConnection connection) {
        connection.openHandler(opened -> {
            connections.incrementAndGet();
            connection.setContainer("scripted").open();
        });
        connection.closeHandler(closed -> connection.close().disconnect());
        connection.sessionOpenHandler(session -> session.closeHandler(closed -> session.close()).open());
        connection.receiverOpenHandler(link -> {
            if (link.getRemoteTarget().getAddress().equals(missing)) {
                if (refusal != null) {
                    link.getSession().setCondition(new ErrorCondition(Symbol.valueOf(refusal), null));
                }
                link.getSession().close();
                return;
            }
            target = (Target) link.getRemoteTarget();
            linkNames.add(link.getName());
            var answer = (Target) target.copy();
            if (!durable) answer.setDurable(TerminusDurability.NONE);
            if (topic) answer.setCapabilities(Symbol.valueOf("topic"));
            link.setTarget(answer).setSource(link.getRemoteSource()).setAutoAccept(false)
                    .setPrefetch(0);
            link.handler((delivery, message) -> {
                received.add(message.getMessageId().toString());
                script.accept(new Received(message.getMessageId().toString(), delivery, link, connection));
            });
            link.closeHandler(closed -> link.close());
            link.open();
            if (credit > 0) link.flow(credit);
        });
    }
}
