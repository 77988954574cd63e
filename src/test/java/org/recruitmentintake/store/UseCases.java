package org.recruitmentintake.store;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.MessageSealer;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RelayClaim;
import org.recruitmentintake.application.port.RelayQueue;
import org.recruitmentintake.application.usecase.Amendments;
import org.recruitmentintake.application.usecase.Assignment;
import org.recruitmentintake.application.usecase.CaseChanges;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.application.usecase.EvidenceRecording;
import org.recruitmentintake.application.usecase.Messages;
import org.recruitmentintake.application.usecase.PrivacyReads;
import org.recruitmentintake.application.usecase.ReadApplications;
import org.recruitmentintake.application.usecase.ReadJournal;
import org.recruitmentintake.application.usecase.Reevaluation;
import org.recruitmentintake.application.usecase.Rulings;
import org.recruitmentintake.application.usecase.StepRecording;
import org.recruitmentintake.application.usecase.SubmitApplication;
import org.recruitmentintake.application.usecase.Transfer;
import org.recruitmentintake.application.usecase.WithdrawalAndErasure;
import org.recruitmentintake.embassy.EmbassyDirectory;
import org.recruitmentintake.privacy.BlindIndex;
import org.recruitmentintake.privacy.KeyFolder;
import org.recruitmentintake.privacy.Vault;

/** The use cases of one process, over a data source that reports each statement before it runs. */
final class UseCases {

    final SubmitApplication intake;
    final Amendments amendments;
    final Reevaluation reevaluation;
    final StepRecording steps;
    final EvidenceRecording evidence;
    final Rulings rulings;
    final WithdrawalAndErasure withdrawalAndErasure;
    final ReadApplications reading;
    final Transfer transfer;
    final Assignment assignment;
    final PrivacyReads privacy;

    /** Takes no message from memory: every message waits in the outbox for a claim. */
    static class NoRelay implements RelayQueue {

        @Override
        public Optional<RelayClaim> claim(String branch) { return Optional.empty(); }

        @Override
        public void send(RelayClaim claim, OutboxMessage message) {}

        @Override
        public void abandon(RelayClaim claim, OutboxMessage message) {}

        @Override
        public void cancel(UUID application) {}

        @Override
        public void wake() {}
    }

    UseCases(OwnDatabase database, KeyFolder keys, Clock clock, Consumer<String> statements) throws IOException {
        this(database, keys, clock, statements, new NoRelay());
    }

    UseCases(OwnDatabase database, KeyFolder keys, Clock clock, Consumer<String> statements, RelayQueue relay)
            throws IOException {
        var source = reporting(database.app(), statements);
        var vault = new Vault(keys);
        var blindIndex = new BlindIndex(keys);
        var dossiers = new SealedDossier(vault, blindIndex);
        var applications = new ApplicationTable(source, vault, dossiers);
        var documents = new DocumentIndexTable(source, dossiers);
        var decisions = new Decisions(clock, "test", documents);
        var embassies = EmbassyDirectory.parse(Files.readAllLines(Path.of("src/main/resources/embassies.csv")));
        var messages = new Messages(new MessageSealer() {

            @Override
            public byte[] seal(UUID event, MessageKind kind, UUID application, String branch, byte[] payload) {
                return new byte[] {1};
            }

            @Override
            public String verificationKeys() { return "{}"; }
        }, new ObjectMapper().registerModule(new JavaTimeModule()));
        var journals = new JournalTable(source);
        var changes = new CaseChanges(decisions, messages, applications, relay);
        var reads = new ReadJournal(decisions, journals);
        intake = new SubmitApplication(decisions, messages,
                new SubmissionTable(source, vault, blindIndex, dossiers, relay));
        withdrawalAndErasure = new WithdrawalAndErasure(decisions, messages, applications, relay);
        amendments = new Amendments(changes, withdrawalAndErasure);
        // Only the methods for one case are called.
        reevaluation = new Reevaluation(applications, changes, decisions, null, null, null);
        steps = new StepRecording(changes);
        evidence = new EvidenceRecording(changes);
        rulings = new Rulings(changes, reads);
        reading = new ReadApplications(decisions, applications, documents, new ApplicationListTable(source),
                journals, reads, embassies);
        transfer = new Transfer(embassies, applications, changes);
        assignment = new Assignment(decisions, new AssigneeTable(source));
        privacy = new PrivacyReads(decisions, applications, documents, new ReaderLogTable(source), reads);
    }

    /** The precondition of a client that names one version. */
    static IntPredicate version(int expected) {
        return version -> version == expected;
    }

    private static DataSource reporting(DataSource source, Consumer<String> statements) {
        return proxy(DataSource.class, source, result -> result instanceof Connection connection
                ? proxy(Connection.class, connection, UnaryOperator.identity(), statements) : result, statements);
    }

    /** @param wrapper replaces the result of each call */
    private static <T> T proxy(Class<T> type, Object real, UnaryOperator<Object> wrapper, Consumer<String> statements) {
        InvocationHandler handler = (self, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) statements.accept((String) arguments[0]);
            try {
                return wrapper.apply(method.invoke(real, arguments));
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
