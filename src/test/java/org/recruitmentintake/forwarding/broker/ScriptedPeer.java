package org.recruitmentintake.forwarding.broker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonDelivery;
import io.vertx.proton.ProtonReceiver;
import io.vertx.proton.ProtonServer;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.messaging.TerminusDurability;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** A peer that speaks AMQP 1.0, and answers each message as a test says. */
public final class ScriptedPeer {

    /** One message that was received. */
    public record Received(String id, ProtonDelivery delivery, ProtonReceiver link, ProtonConnection connection) {}

    public static final Consumer<Received> ACCEPT = settling(Accepted.getInstance());

    /** The ids of all messages, in the order of their arrival. */
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
    /** The target that the last sender requested. */
    volatile Target target;
    private final ProtonServer server;

    public ScriptedPeer(Vertx vertx, Consumer<Received> script) throws Exception {
        this.script = script;
        server = listening(vertx, this::serve);
    }

    /** Settles each message with this outcome. */
    public static Consumer<Received> settling(DeliveryState outcome) {
        return message -> message.delivery().disposition(outcome, true);
    }

    /** @param code the error condition; null if there is none */
    public static Consumer<Received> rejecting(String code) {
        var rejected = new Rejected();
        if (code != null) rejected.setError(error(code));
        return settling(rejected);
    }

    /** The port of a server that ends each connection before it is opened. */
    public static int endingEachConnection(Vertx vertx) throws Exception {
        return get(vertx.createNetServer().connectHandler(NetSocket::close).listen(0, "localhost")).actualPort();
    }

    /** The port of a server that accepts connections and sends nothing. */
    public static int sendingNothing(Vertx vertx) throws Exception {
        return get(vertx.createNetServer().connectHandler(socket -> {}).listen(0, "localhost")).actualPort();
    }

    /** The port of a server that refuses to open each connection. */
    public static int refusingEachConnection(Vertx vertx) throws Exception {
        return listening(vertx, connection -> connection.openHandler(opened -> {
            connection.setCondition(error("amqp:not-allowed"));
            connection.open();
            connection.close();
        })).actualPort();
    }

    public int port() { return server.actualPort(); }

    private static ProtonServer listening(Vertx vertx, Handler<ProtonConnection> connected) throws Exception {
        var listening = Promise.<ProtonServer>promise();
        ProtonServer.create(vertx).connectHandler(connected).listen(0, "localhost", listening);
        return get(listening.future());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    public static ErrorCondition error(String code) {
        return new ErrorCondition(Symbol.valueOf(code), "with a text that quotes the payload");
    }

    private void serve(ProtonConnection connection) {
        connection.openHandler(opened -> {
            connections.incrementAndGet();
            connection.setContainer("scripted").open();
        });
        connection.closeHandler(closed -> connection.close().disconnect());
        connection.sessionOpenHandler(session -> session.closeHandler(closed -> session.close()).open());
        connection.receiverOpenHandler(link -> {
            if (link.getRemoteTarget().getAddress().equals(missing)) {
                if (refusal != null) link.getSession().setCondition(error(refusal));
                link.getSession().close();
                return;
            }
            target = (Target) link.getRemoteTarget();
            linkNames.add(link.getName());
            var answer = (Target) target.copy();
            if (!durable) answer.setDurable(TerminusDurability.NONE);
            if (topic) answer.setCapabilities(Symbol.valueOf("topic"));
            link.setTarget(answer).setSource(link.getRemoteSource()).setAutoAccept(false).setPrefetch(0);
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
