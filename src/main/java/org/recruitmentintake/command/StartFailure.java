package org.recruitmentintake.command;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import org.jboss.logging.Logger;

/** Logs why the service did not start. */
final class StartFailure {

    private static final Logger LOG = Logger.getLogger(StartFailure.class);

    private StartFailure() {}

    /** @param failure null if the service ended normally */
    static void report(int exitCode, Throwable failure) {
        if (failure != null) log(ExceptionUtil.getRootCause(failure));
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }

    private static void log(Throwable cause) {
        if (cause instanceof PreventFurtherStepsException) return;
        var message = message(cause);
        if (isBeforeTheLog(cause)) System.err.println(json(message, Instant.now()));
        else if (isExpected(cause)) LOG.fatal(message);
        else
            LOG.fatal(message, cause);
    }

    /**
     * Malformed settings are found before the log is configured. The line is then written to standard error, as JSON.
     */
    private static boolean isBeforeTheLog(Throwable cause) {
        return cause instanceof ConfigValidationException || !InitialConfigurator.DELAYED_HANDLER.isActivated();
    }

    private static boolean isExpected(Throwable cause) {
        return cause instanceof ConfigurationException || cause instanceof ConfigValidationException
                || cause instanceof QuarkusBindException;
    }

    private static String message(Throwable cause) {
        if (cause instanceof QuarkusBindException taken) {
            return "The service does not start: %s:%d is in use or is no address of this host"
                    .formatted(taken.getHost(), taken.getPort());
        }
        if (cause instanceof ConfigValidationException unreadable) {
            return IntStream.range(0, unreadable.getProblemCount()).mapToObj(unreadable::getProblem)
                    .map(problem -> problem.getMessage().replaceFirst("^\\S+Exception: ", "")).sorted()
                    .collect(joining("\n  - ", "The service does not start, because of its settings:\n  - ", ""));
        }
        return isExpected(cause) ? cause.getMessage() : "The service does not start: " + cause;
    }

    private static String json(String message, Instant at) {
        return "{\"timestamp\":\"%s\",\"level\":\"FATAL\",\"loggerName\":\"%s\",\"message\":\"%s\"}".formatted(at,
                StartFailure.class.getName(), new String(JsonStringEncoder.getInstance().quoteAsString(message)));
    }
}
