package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.recruitmentintake.tools.environment.ChildProcess;
import org.recruitmentintake.tools.environment.Ports;

/** A separate RabbitMQ node with its own name, ports, folders and cookie; an installed node is not touched. */
final class RabbitMqNode {

    /** From Debian's package {@code rabbitmq-server}, without its wrapper, which changes to another user. */
    static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private final Path directory;
    private final Map<String, String> environment;

    RabbitMqNode(Path directory, int port, boolean durable) throws IOException {
        this.directory = directory;
        for (var folder : new String[] {"home", "data", "log"}) {
            Files.createDirectories(directory.resolve(folder));
        }
        var definitions = Files.writeString(directory.resolve("definitions.json"), """
                {"vhosts": [{"name": "/"}],
                 "users": [{"name": "guest", "password": "guest", "tags": "administrator"}],
                 "permissions": [{"user": "guest", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"}],
                 "queues": [
                  {"name": "recruitment.ground-forces", "vhost": "/", "durable": %1$s, "auto_delete": false, "arguments": {}},
                  {"name": "%2$s", "vhost": "/", "durable": %1$s, "auto_delete": false, "arguments": {}}],
                 "policies": [{"name": "small", "vhost": "/", "pattern": "^%3$s$", "apply-to": "queues",
                  "definition": {"max-length": %4$d, "overflow": "reject-publish"}}]}
                """.formatted(durable, TriedBroker.SMALL, TriedBroker.SMALL.replace(".", "\\\\."), TriedBroker.ROOM));
        var configuration = Files.writeString(directory.resolve("rabbitmq.conf"), """
                listeners.tcp.1 = 127.0.0.1:%d
                load_definitions = %s
                log.console = false
                disk_free_limit.absolute = 10MB
                """.formatted(port, definitions));
        var plugins = Files.writeString(directory.resolve("plugins"), "[rabbitmq_amqp1_0].");
        environment = new HashMap<>(Map.of("HOME", directory.resolve("home").toString(),
                "RABBITMQ_NODENAME", "tried%d@localhost".formatted(port),
                "RABBITMQ_CONFIG_FILE", configuration.toString(),
                "RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString(),
                "RABBITMQ_MNESIA_BASE", directory.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", directory.resolve("log").toString(),
                "RABBITMQ_PID_FILE", directory.resolve("pid").toString(),
                "RABBITMQ_DIST_PORT", String.valueOf(Ports.free()),
                "ERL_EPMD_PORT", String.valueOf(Ports.free()),
                // With this setting the node's process replaces the script, so that it can be killed.
                "RABBITMQ_ALLOW_INPUT", "1"));
        environment.put("ERL_CRASH_DUMP", directory.resolve("erl_crash.dump").toString());
    }

    ChildProcess start(Path log) {
        return ChildProcess.start(List.of(SERVER.toString()), log, environment);
    }

    /** Erlang's port mapper on its own port; it runs longer than the node. */
    void stopPortMapper() throws InterruptedException {
        ChildProcess.start(List.of("epmd", "-kill"), directory.resolve("log/epmd.log"), environment)
                .exitCode(Duration.ofSeconds(10));
    }
}
