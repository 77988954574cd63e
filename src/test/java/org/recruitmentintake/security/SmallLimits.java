package org.recruitmentintake.security;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Limits that a test can reach, and this machine as the gateway. No bucket is refilled within a test.
 *
 * <p>This is no test profile: the framework would load its own classes and index all libraries once more.
 */
public class SmallLimits implements QuarkusTestResourceLifecycleManager {

    public static final int OF_AN_ADDRESS = 4;
    static final int OF_A_CLIENT = 8;
    static final int OF_A_PERSON = 5;
    static final int PLACES = 8;
    static final int SHARE_OF_A_PERSON = 3;
    static final int SHARE_OF_AN_ADDRESS = 2;
    static final int ANONYMOUS_BODIES = 6;
    static final int THREADS = 4;

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("intake.limits.client.requests", String.valueOf(OF_A_CLIENT)),
                Map.entry("intake.limits.client.per", "10H"),
                Map.entry("intake.limits.client.at-once", "6"),
                Map.entry("intake.limits.person.requests", String.valueOf(OF_A_PERSON)),
                Map.entry("intake.limits.person.per", "10H"),
                Map.entry("intake.limits.person.at-once", String.valueOf(SHARE_OF_A_PERSON)),
                Map.entry("intake.limits.address.requests", String.valueOf(OF_AN_ADDRESS)),
                Map.entry("intake.limits.address.per", "10H"),
                Map.entry("intake.limits.address.at-once", String.valueOf(SHARE_OF_AN_ADDRESS)),
                // Not the other addresses of the loopback network: LimitsTest attacks from them.
                Map.entry("intake.http.trusted-proxies", "127.0.0.1,::1,10.1.0.0/16"),
                Map.entry("intake.pools.client.working", String.valueOf(PLACES)),
                Map.entry("intake.pools.client.arriving", "20"),
                Map.entry("intake.pools.anonymous.working", "3"),
                Map.entry("intake.pools.anonymous.arriving", String.valueOf(ANONYMOUS_BODIES)),
                Map.entry("quarkus.datasource.jdbc.additional-jdbc-properties.options", "-c lock_timeout=60s"),
                Map.entry("quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout", "90"),
                Map.entry("quarkus.thread-pool.max-threads", String.valueOf(THREADS)),
                Map.entry("quarkus.http.read-timeout", "12S"), Map.entry("quarkus.http.idle-timeout", "8S"),
                Map.entry("intake.http.answer-timeout", "6S"),
                // The attacks leave requests behind that never end, and the service would wait for them when it stops.
                Map.entry("quarkus.shutdown.timeout", "1S"));
    }

    @Override
    public void stop() {}
}
