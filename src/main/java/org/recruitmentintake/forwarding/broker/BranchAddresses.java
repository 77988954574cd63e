package org.recruitmentintake.forwarding.broker;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.port.QueueAddresses;

/** Addresses by the setting {@code intake.broker.address}, such as {@code recruitment.ground-forces}. */
@ApplicationScoped
public class BranchAddresses implements QueueAddresses {

    static final String PLACEHOLDER = "{branch}";

    private final String template;

    public BranchAddresses(BrokerConfig config) {
        template = config.address();
    }

    @Override
    public String of(String branch) {
        return template.replace(PLACEHOLDER, branch.toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
