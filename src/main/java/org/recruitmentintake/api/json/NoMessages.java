package org.recruitmentintake.api.json;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.MessageInterpolator;

import io.quarkus.arc.Unremovable;

/**
 * Leaves the messages of constraints unused, since each fault has a text of the service. The framework's interpolator
 * would also read {@code Accept-Language}, and fail if it is malformed.
 */
@Unremovable
@ApplicationScoped
public class NoMessages implements MessageInterpolator {

    @Override
    public String interpolate(String template, Context context) { return template; }

    @Override
    public String interpolate(String template, Context context, Locale locale) { return template; }
}
