package org.recruitmentintake.tools.bench;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** The processor time of a posted application by kinds of work, from the samples of a flight recording. */
final class CpuProfile {

    /** A sample belongs to the innermost frame with one of these names; of several rows with that name, to the first. */
    private static final List<Entry<String, List<String>>> PARTS = List.of(
            entry("signing the message (ES256)", List.of("SigningKey.sign")),
            entry("sealing the message (RSA-OAEP-256, A256GCM)", List.of("Envelope.seal")),
            entry("sealing at rest, blind index (AES-256-GCM, HMAC)", List.of("Vault.", "BlindIndex.")),
            entry("token: verification or look-up, client",
                    List.of("TokenCache.", "MpJwtValidator.", "CurrentClient.", "ClientAugmentor.")),
            entry("reading JSON, strictly", List.of("StrictJson.parsed", "BodyShape.", "RefusedCharacters.",
                    "ObjectMapper.treeToValue", "ObjectMapper.readTree")),
            entry("Bean Validation", List.of("ValidatorImpl.", "StrictBodies.")),
            entry("evaluation: conditions, state, journal entry", List.of("Decisions.", "Conditions.", "RequestRules.",
                    "Application.decided", "JournalEntry.")),
            entry("writing JSON: answer, dossier, message, canonical request", List.of("ObjectMapper.writeValueAsBytes",
                    "Answers.", "SealedDossier.write", "Handover.", "ApplicationView.", "DecisionView.")),
            entry("SQL: binding, sending, reading",
                    List.of("SubmissionTable.", "GroupCommit.", "Sql.", "AgroalDataSource.")),
            entry("relay and AMQP",
                    List.of("Relay.", "RelayLoop.", "AddressSender.", "BrokerConnection.", "BrokerClient.",
                            "OutboxTable.", "Settlement.", "ProtonConnectionImpl.", "TransportImpl.",
                            "ProtonTransport.")),
            entry("HTTP, routing, REST, injection", List.of("VertxHandler.", "AbstractResteasyReactiveContext.",
                    "RouterImpl.", "NioEventLoop.", "EnhancedQueueExecutor")));

    private CpuProfile() {}

    /** Shares of all samples, in the order of a request. */
    static Map<String, Double> of(Path recording) throws Exception {
        var shares = new LinkedHashMap<String, Double>();
        PARTS.forEach(part -> shares.put(part.getKey(), 0.0));
        shares.put("the rest", 0.0);
        var samples = 0;
        try (var events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                var event = events.readEvent();
                if (!event.getEventType().getName().equals("jdk.ExecutionSample")) continue;
                samples++;
                shares.merge(part(event), 1.0, Double::sum);
            }
        }
        var all = samples;
        shares.replaceAll((part, count) -> count / all);
        return shares;
    }

    private static String part(RecordedEvent sample) {
        for (var frame : sample.getStackTrace().getFrames()) {
            var name = name(frame);
            for (var part : PARTS) {
                if (part.getValue().stream().anyMatch(name::startsWith)) return part.getKey();
            }
        }
        return "the rest";
    }

    private static String name(RecordedFrame frame) {
        var type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
    }
}
