package org.recruitmentintake.tools.faults;

import java.nio.file.Path;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Runs Artemis as a process. Arguments: folder, port, and whether messages are durable. */
final class ArtemisMain {

    private ArtemisMain() {}

    public static void main(String[] arguments) throws Exception {
        ProcessHandle.current().parent()
                .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
        var directory = Path.of(arguments[0]);
        var configuration = new ConfigurationImpl();
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setPersistenceEnabled(Boolean.parseBoolean(arguments[2]));
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
        configuration.setMaxDiskUsage(-1);
        configuration.setCriticalAnalyzer(false);
        configuration.addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + arguments[1] + "?protocols=AMQP");
        configuration.addAddressSetting("#", settings());
        configuration.addAddressSetting(TriedBroker.SMALL, settings().setMaxSizeMessages(TriedBroker.ROOM)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL));
        for (var address : new String[] {"recruitment.ground-forces", TriedBroker.SMALL}) {
            configuration.addAddressConfiguration(new CoreAddressConfiguration().setName(address)
                    .addRoutingType(RoutingType.ANYCAST).addQueueConfig(QueueConfiguration.of(address)
                            .setAddress(address).setRoutingType(RoutingType.ANYCAST).setDurable(true)));
        }
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
    }

    private static AddressSettings settings() {
        return new AddressSettings().setAutoCreateAddresses(false).setAutoCreateQueues(false)
                .setAutoDeleteAddresses(false).setAutoDeleteQueues(false);
    }
}
