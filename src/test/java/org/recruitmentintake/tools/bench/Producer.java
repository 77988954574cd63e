package org.recruitmentintake.tools.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpSender;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Sends durable messages, a fixed number at a time, and waits for the settlement of each. */
final class Producer {

    private Producer() {}

    static double perSecond(int port, int messages, int bytes, int window) throws Exception {
        var vertx = Vertx.vertx();
        try {
            var client = AmqpClient.create(vertx, new AmqpClientOptions().setHost("localhost").setPort(port));
            var done = new CompletableFuture<Void>();
            var left = new AtomicInteger(messages);
            var begun = new AtomicInteger();
            var from = new long[1];
            client.createSender("recruitment.territorial-defence").onFailure(done::completeExceptionally)
                    .onSuccess(sender -> {
                        from[0] = System.nanoTime();
                        for (var i = 0; i < window; i++) {
                            send(sender, bytes, messages, begun, left, done);
                        }
                    });
            done.get(120, TimeUnit.SECONDS);
            return messages / ((System.nanoTime() - from[0]) / 1e9);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** Receives all messages of these queues from now on, so that the broker does not fill up and slow down. */
    static Vertx drain(int port, String... addresses) {
        var vertx = Vertx.vertx();
        var client = AmqpClient.create(vertx, new AmqpClientOptions().setHost("localhost").setPort(port));
        for (var address : addresses) {
            client.createReceiver(address).onSuccess(receiver -> receiver.handler(taken -> {}));
        }
        return vertx;
    }

    private static void send(AmqpSender sender, int bytes, int messages, AtomicInteger begun, AtomicInteger left,
            CompletableFuture<Void> done) {
        if (begun.incrementAndGet() > messages) return;
        var message = AmqpMessage.create().durable(true).withBufferAsBody(Buffer.buffer(new byte[bytes])).build();
        sender.sendWithAck(message).onFailure(done::completeExceptionally).onSuccess(settled -> {
            if (left.decrementAndGet() == 0) done.complete(null);
            else
                send(sender, bytes, messages, begun, left, done);
        });
    }
}
