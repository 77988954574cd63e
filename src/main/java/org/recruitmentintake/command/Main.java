package org.recruitmentintake.command;

import java.util.List;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.recruitmentintake.check.Check;

/** Starts the service, or runs the command {@code keys} or {@code check} that the first argument names. */
@QuarkusMain
public final class Main {

    private static final String USAGE = """
            The first argument is %s; without it the service starts.
              keys   makes and checks keys; `keys` alone says how
              check  compares the database, the keys, the issuer and the broker with the settings, \
            and changes nothing""";

    private Main() {}

    public static void main(String... arguments) {
        // HeadCheck checks addresses, and answers an unreadable one with a problem. In a native executable the option
        // is set in the build (quarkus.native.additional-build-args).
        System.setProperty("vertx.disableURIValidation", "true");
        // Options of the JVM or of the executable may be among the arguments.
        var words = List.of(arguments).stream().filter(argument -> !argument.startsWith("-")).toList();
        switch (words.isEmpty() ? "" : words.get(0)) {
            case "" -> Quarkus.run(null, StartFailure::report, arguments);
            case "keys" -> System.exit(KeysCommand.run(words.subList(1, words.size()), System.out, System.err));
            case Check.COMMAND -> {
                Check.prepare();
                Quarkus.run(null, StartFailure::report, Check.COMMAND);
            }
            default -> {
                System.err.println(USAGE.formatted("`keys` or `check`"));
                System.exit(KeysCommand.WRONG_USAGE);
            }
        }
    }
}
