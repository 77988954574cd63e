package org.recruitmentintake.api.security;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;
import org.recruitmentintake.api.problem.BoundedLog;

/** Counts refused tokens by reason, and logs the reason; never the token or a claim of an unverified one. */
@Singleton
class TokenRefusals {

    private static final Logger LOG = Logger.getLogger(TokenRefusals.class);

    private final BoundedLog<TokenRefusal> refusals;

    TokenRefusals(MeterRegistry metrics) {
        refusals = new BoundedLog<>(TokenRefusal.values(),
                reason -> metrics.counter("intake.token.refused", "reason", reason.code()));
    }

    void add(TokenRefusal reason) {
        if (refusals.count(reason)) LOG.infof("Refused: invalid-token, reason %s", reason.code());
    }

    /** @param client the client of the token, whose signature is valid */
    void addUnbound(String client, String claim) {
        if (refusals.count(TokenRefusal.UNBOUND)) {
            LOG.infof("Refused: unknown-binding, client %s: its claim %s names nothing that is known",
                    CurrentClient.printable(client), claim);
        }
    }
}
