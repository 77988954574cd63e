package org.recruitmentintake.privacy;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * An empty value, such as a key without a value in a ConfigMap, is none. The framework would stop at the first of them,
 * before anything else that is missing could be named.
 */
public final class EmptyIsUnset implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1;

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        var value = context.proceed(name);
        return value != null && RequiredSettings.OF_THE_FRAMEWORK.contains(name) && "".equals(value.getValue()) ? null
                : value;
    }
}
