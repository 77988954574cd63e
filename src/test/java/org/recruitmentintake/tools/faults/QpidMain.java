package org.recruitmentintake.tools.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.apache.qpid.server.SystemLauncher;
import org.recruitmentintake.tools.environment.ChildProcess;

/** Runs Qpid Broker-J as a process. Arguments: folder and port. Its queues and messages are stored in Derby. */
final class QpidMain {

    private QpidMain() {}

    public static void main(String[] arguments) throws Exception {
        ChildProcess.endWithParent();
        var directory = Path.of(arguments[0]);
        var host = """
                {"type": "DERBY", "storePath": "%s", "nodeAutoCreationPolicies": [], "queues": [
                 {"name": "recruitment.ground-forces", "type": "standard", "durable": true},
                 {"name": "%s", "type": "standard", "durable": true, "maximumQueueDepthMessages": %d,
                  "overflowPolicy": "REJECT"}]}
                """.formatted(directory.resolve("messages"), TriedBroker.SMALL, TriedBroker.ROOM);
        var configuration = Files.writeString(directory.resolve("initial.json"), """
                {"name": "tried", "modelVersion": "8.0",
                 "authenticationproviders": [{"name": "anyone", "type": "Anonymous"}],
                 "ports": [{"name": "AMQP", "port": %s, "bindingAddress": "127.0.0.1",
                  "authenticationProvider": "anyone", "protocols": ["AMQP_1_0"],
                  "virtualhostaliases": [{"name": "defaultAlias", "type": "defaultAlias"},
                   {"name": "hostnameAlias", "type": "hostnameAlias"}]}],
                 "virtualhostnodes": [{"name": "default", "type": "JSON", "storePath": "%s",
                  "defaultVirtualHostNode": "true", "virtualHostInitialConfiguration": "%s"}]}
                """.formatted(arguments[1], directory.resolve("host.json"),
                host.replace("\n", " ").replace("\"", "\\\"")));
        new SystemLauncher().startup(Map.of("type", "JSON", "storePath", directory.resolve("broker.json").toString(),
                "initialConfigurationLocation", configuration.toString(), "startupLoggedToSystemOut", "false",
                "context", Map.of("qpid.work_dir", directory.toString())));
    }
}
