package org.recruitmentintake.forwarding.relay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.recruitmentintake.application.port.Outbox;

/** Delegates to a real outbox and counts the calls, and those that failed, by the name of the method. */
final class ObservedOutbox {

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    final Outbox outbox;

    ObservedOutbox(Outbox real) {
        outbox = (Outbox) Proxy.newProxyInstance(Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class},
                (proxy, method, arguments) -> {
                    calls.merge(method.getName(), 1, Integer::sum);
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failure) {
                        failures.merge(method.getName(), 1, Integer::sum);
                        throw failure.getCause();
                    }
                });
    }

    int calls(String method) { return calls.getOrDefault(method, 0); }

    int failures() { return failures.values().stream().mapToInt(Integer::intValue).sum(); }
}
