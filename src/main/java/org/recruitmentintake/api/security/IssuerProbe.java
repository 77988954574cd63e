package org.recruitmentintake.api.security;

import static org.recruitmentintake.check.Probe.Subject.ISSUER;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.lang.UnresolvableKeyException;
import org.recruitmentintake.check.Probe;

/** Whether the issuer's keys can be loaded. */
@ApplicationScoped
public class IssuerProbe implements Probe {

    private final String location;
    private final Instance<JWTAuthContextInfo> rules;

    IssuerProbe(@ConfigProperty(name = "mp.jwt.verify.publickey.location", defaultValue = "nowhere") String location,
            Instance<JWTAuthContextInfo> rules) {
        this.location = location;
        this.rules = rules;
    }

    @Override
    public Subject subject() { return ISSUER; }

    @Override
    public List<Result> compare() {
        try {
            new IssuerKeySet(rules.get());
            return List.of(Result.right(ISSUER, "%s has keys", location));
        } catch (UnresolvableKeyException unusable) {
            var cause = unusable.getCause() == null ? unusable : unusable.getCause();
            return List.of(Result.wrong(ISSUER, "%s gave no keys (%s)", location, cause.getClass().getSimpleName()));
        }
    }
}
