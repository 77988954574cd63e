package org.recruitmentintake.api.problem;

import java.util.EnumSet;
import java.util.Set;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** Counts every refusal by its code, and logs refused clients, for the detection of attacks. */
@Singleton
public class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);

    private static final Set<ProblemKind> LOGGED = EnumSet.of(ProblemKind.MISSING_TOKEN, ProblemKind.FORBIDDEN,
            ProblemKind.NOT_FOUND, ProblemKind.TOO_MANY_REQUESTS);

    private final BoundedLog<ProblemKind> refusals;
    private final CallerName caller;

    RefusalLog(MeterRegistry metrics, CallerName caller) {
        refusals = new BoundedLog<>(ProblemKind.values(),
                kind -> metrics.counter("intake.refused", "code", kind.code()));
        this.caller = caller;
    }

    public void add(ProblemException refused) {
        var kind = refused.kind();
        if (refusals.count(kind) && LOGGED.contains(kind)) {
            LOG.infof("Refused: %s, client %s", kind.code(), caller.idForLog().orElse("unknown"));
        }
    }
}
