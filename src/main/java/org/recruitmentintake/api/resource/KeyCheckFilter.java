package org.recruitmentintake.api.resource;

import java.util.Set;

import jakarta.ws.rs.Priorities;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.privacy.keys.KeyCheck;

/** Refuses requests that need keys until the keys were compared with their check values. */
public class KeyCheckFilter {

    private static final Set<Class<?>> WITHOUT_KEYS = Set.of(EligibilityChecksResource.class, RulesResource.class,
            KeysResource.class);

    private final KeyCheck keys;

    KeyCheckFilter(KeyCheck keys) {
        this.keys = keys;
    }

    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHORIZATION + 1)
    public void requireCheckedKeys(SimpleResourceInfo resource) {
        if (!keys.hasPassed() && !WITHOUT_KEYS.contains(resource.getResourceClass())) throw ProblemException.busy();
    }
}
