package org.recruitmentintake.tools.faults;

import java.nio.file.Path;
import java.util.List;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.recruitmentintake.tools.environment.ChildProcess;

/** Runs Artemis as a process. Arguments: folder, port, and whether messages are durable. */
final class ArtemisMain {

    private ArtemisMain() {}

    public static void main(String[] arguments) throws Exception {
        ChildProcess.endWithParent();
        var configuration = configuration(Path.of(arguments[0]), arguments[1],
                List.of("recruitment.ground-forces", TriedBroker.SMALL));
        configuration.setPersistenceEnabled(Boolean.parseBoolean(arguments[2]));
        configuration.addAddressSetting(TriedBroker.SMALL, settings().setMaxSizeMessages(TriedBroker.ROOM)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL));
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
    }

    /** A broker without log-in, with a durable queue for each address. */
    static ConfigurationImpl configuration(Path directory, String port, List<String> addresses) throws Exception {
        var configuration = new ConfigurationImpl();
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
        configuration.setMaxDiskUsage(-1);
        configuration.setCriticalAnalyzer(false);
        configuration.addAcceptorConfiguration("amqp", "tcp://localhost:" + port + "?protocols=AMQP");
        configuration.addAddressSetting("#", settings());
        for (var address : addresses) {
            configuration.addAddressConfiguration(new CoreAddressConfiguration().setName(address)
                    .addRoutingType(RoutingType.ANYCAST).addQueueConfig(QueueConfiguration.of(address)
                            .setAddress(address).setRoutingType(RoutingType.ANYCAST).setDurable(true)));
        }
        return configuration;
    }

    private static AddressSettings settings() {
        return new AddressSettings().setAutoCreateAddresses(false).setAutoCreateQueues(false)
                .setAutoDeleteAddresses(false).setAutoDeleteQueues(false);
    }
}
