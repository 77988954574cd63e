package org.recruitmentintake.privacy;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * Treats an empty value, such as a key without a value in a ConfigMap, as unset. The framework would stop at the
 * first of them, before the service can name all missing settings.
 */
public final class EmptyIsUnset implements ConfigSourceInterceptor {

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        var value = context.proceed(name);
        return value != null && RequiredSettings.OF_THE_FRAMEWORK.contains(name) && "".equals(value.getValue()) ? null
                : value;
    }
}
