package org.recruitmentintake.store;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.recruitmentintake.application.Admission;
import org.recruitmentintake.application.Assignment;
import org.recruitmentintake.application.CaseChanges;
import org.recruitmentintake.application.Casework;
import org.recruitmentintake.application.Closing;
import org.recruitmentintake.application.Decisions;
import org.recruitmentintake.application.DocumentLookup;
import org.recruitmentintake.application.DossierDisclosure;
import org.recruitmentintake.application.EvidenceRecording;
import org.recruitmentintake.application.Intake;
import org.recruitmentintake.application.Messages.Envelopes;
import org.recruitmentintake.application.Messages;
import org.recruitmentintake.application.Outbox;
import org.recruitmentintake.application.ReadJournal;
import org.recruitmentintake.application.ReaderStatistics;
import org.recruitmentintake.application.Reading;
import org.recruitmentintake.application.Rulings;
import org.recruitmentintake.application.StepRecording;
import org.recruitmentintake.application.Transfer;
import org.recruitmentintake.embassy.EmbassyDirectory;
import org.recruitmentintake.privacy.BlindIndex;
import org.recruitmentintake.privacy.KeyFolder;
import org.recruitmentintake.privacy.Vault;

/** The use cases of one process, over a data source that tells of each statement before it runs. */
final class UseCases {

    final Intake intake;
    final Casework casework;
    final StepRecording steps;
    final EvidenceRecording evidence;
    final Rulings rulings;
    final Closing closing;
    final Reading reading;
    final Transfer transfer;
    final Assignment assignment;
    final DocumentLookup lookup;
    final DossierDisclosure disclosure;
    final ReaderStatistics readers;

    UseCases(OwnDatabase database, KeyFolder keys, Clock clock, Consumer<String> statements) throws IOException {
        var source = telling(database.app(), statements);
        var vault = new Vault(keys);
        var blindIndex = new BlindIndex(keys);
        blindIndex.faults();
        var dossiers = new SealedDossier(vault, blindIndex);
        var casebook = new CaseTable(source, vault, dossiers);
        var decisions = new Decisions(clock, "test");
        var embassies = EmbassyDirectory.parse(Files.readAllLines(Path.of("src/main/resources/embassies.csv")));
        var admission = new Admission(embassies, decisions);
        var messages = new Messages(new Envelopes() {

            @Override
            public byte[] sealed(UUID event, Outbox.Kind kind, UUID application, String branch, byte[] payload) {
                return new byte[] {1};
            }

            @Override
            public String verificationKeys() { return "{}"; }
        }, new ObjectMapper().registerModule(new JavaTimeModule()));
        var changes = new CaseChanges(decisions, messages, casebook, () -> {});
        var reads = new ReadJournal(decisions, casebook);
        var readerLog = new ReaderLogTable(source);
        intake = new Intake(admission, decisions, messages, casebook,
                new InboxTable(source, vault, blindIndex, dossiers), () -> {});
        closing = new Closing(decisions, messages, casebook, () -> {});
        casework = new Casework(admission, decisions, casebook, changes, closing);
        steps = new StepRecording(admission, decisions, changes);
        evidence = new EvidenceRecording(admission, decisions, changes);
        rulings = new Rulings(decisions, changes, reads);
        reading = new Reading(decisions, casebook, new RegisterTable(source, vault), reads);
        transfer = new Transfer(embassies, decisions, casebook, changes);
        assignment = new Assignment(decisions, new AssigneeTable(source));
        lookup = new DocumentLookup(new DocumentIndexTable(source, dossiers), reads);
        disclosure = new DossierDisclosure(decisions, casebook, readerLog, reads);
        readers = new ReaderStatistics(readerLog);
    }

    private static DataSource telling(DataSource source, Consumer<String> statements) {
        return proxy(DataSource.class, source, answer -> answer instanceof Connection connection
                ? proxy(Connection.class, connection, same -> same, statements) : answer, statements);
    }

    private interface Wrapping {
        Object of(Object answer);
    }

    private static <T> T proxy(Class<T> type, Object real, Wrapping wrapping, Consumer<String> statements) {
        InvocationHandler handler = (self, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) statements.accept((String) arguments[0]);
            try {
                return wrapping.of(method.invoke(real, arguments));
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
