package org.recruitmentintake.ops;

import static org.recruitmentintake.Waiting.await;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.recruitmentintake.api.LogLines;

/** The lines of the log that docs/operations.md names, in the tables that begin with {@link #HEADER}. */
public final class Runbook {

    static final String HEADER = "| log line | in it |";
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path DOCUMENT = Path.of("docs/operations.md");
    private static final Pattern LOGGED = Pattern
            .compile("LOG\\.(info|infof|warn|warnf|error|errorf)\\(\\s*\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Runbook() {}

    /** A line as the document writes it, and one text that it may contain; empty if the document names none. */
    public record Row(String line, String inIt) {

        boolean describes(String logged) {
            return Pattern.compile("\\w+ (\\w+: )?" + regex(line, "...")).matcher(logged).find()
                    && logged.contains(inIt);
        }

        /** Whether this format of {@link java.util.Formatter} produces such a line. */
        boolean isOf(String format) {
            return line.matches(regex(format.replaceAll("%[sd]", "%s"), "%s"));
        }

        private static String regex(String text, String gap) {
            return Stream.of(text.split(Pattern.quote(gap), -1))
                    .map(part -> Pattern.quote(part).replace(" ", "\\E\\s+\\Q"))
                    .collect(Collectors.joining("[\\s\\S]*"));
        }
    }

    /** Causes a log line of the service. */
    public interface Producer {

        void produce() throws Exception;
    }

    public static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        String line = null;
        for (var text : Files.readAllLines(DOCUMENT)) {
            if (!text.startsWith("|")) line = null;
            else if (text.startsWith(HEADER)) line = "";
            else if (line != null && !text.startsWith("|---")) {
                var cells = text.split("\\|", -1);
                line = code(cells[1]).findFirst().orElse(line);
                var named = code(cells[2]).toList();
                for (var each : named.isEmpty() ? List.of("") : named) {
                    rows.add(new Row(line, each));
                }
            }
        }
        return rows;
    }

    /** Lines that this class logs. */
    public static Stream<Row> rowsOf(Class<?> source) throws IOException {
        var formats = formats(Files.readString(MAIN.resolve(source.getName().replace('.', '/') + ".java")), ".*");
        return rows().stream().filter(row -> formats.stream().anyMatch(row::isOf));
    }

    /** The formats of the service's log lines, at the levels that match. */
    static List<String> formats(String levels) throws IOException {
        try (var files = Files.walk(MAIN)) {
            var formats = new ArrayList<String>();
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                formats.addAll(formats(Files.readString(file), levels));
            }
            return formats;
        }
    }

    /** A database that refuses every connection. */
    public static DataSource databaseThatIsAway() {
        return (DataSource) Proxy.newProxyInstance(DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    throw new SQLException("away", "08006");
                });
    }

    /** Calls each method on the object that is chosen for it. */
    public static InvocationHandler delegating(Function<Method, Object> chosen) {
        return (proxy, method, arguments) -> {
            try {
                return method.invoke(chosen.apply(method), arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        };
    }

    /** Fails if the line is not logged. */
    public static void assertLogged(Row row, Producer producer) throws Exception {
        try (var log = new LogLines("")) {
            producer.produce();
            awaitLine(row, log);
        }
    }

    /** Fails if the line is not logged. */
    public static void awaitLine(Row row, LogLines log) {
        await().untilAsserted(() -> {
            if (log.lines().stream().noneMatch(row::describes)) throw new AssertionError(row + ": " + log.lines());
        });
    }

    private static List<String> formats(String source, String levels) {
        return LOGGED.matcher(source).results().filter(call -> call.group(1).matches(levels)).map(call -> call.group(2))
                .toList();
    }

    private static Stream<String> code(String cell) {
        return CODE.matcher(cell).results().map(span -> span.group(1));
    }
}
