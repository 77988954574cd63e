package org.recruitmentintake.api.json;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.MessageInterpolator;

import io.quarkus.arc.Unremovable;

/**
 * Constraints have no messages: each fault has a text of ours. The framework's interpolator would also read
 * {@code Accept-Language}, and fail where it is malformed.
 */
@Unremovable
@ApplicationScoped
public class NoMessages implements MessageInterpolator {

    @Override
    public String interpolate(String template, Context context) { return template; }

    @Override
    public String interpolate(String template, Context context, Locale locale) { return template; }
}
