package org.recruitmentintake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.jose4j.jwt.JwtClaims;
import org.recruitmentintake.tools.environment.DevKeys;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;
import org.recruitmentintake.tools.environment.RealPart;
import org.recruitmentintake.tools.environment.TokenIssuer;

/**
 * Puts the service under test on a real PostgreSQL, a real AMQP broker and a real token issuer, one of each per JVM:
 * {@code @WithTestResource(RealParts.class)}, for tests of the JVM and of the native executable alike.
 *
 * <p>A test may stop a part and start it again; it comes back on the same port with the same data.
 */
public class RealParts implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        // Micrometer keeps the gauges of an application that has ended, and would not register those of the next one.
        Metrics.globalRegistry.clear();
        var database = "jdbc:postgresql://localhost:" + database().port() + "/intake";
        var issuer = "http://localhost:" + issuer().port();
        var keys = keys();
        addNextSealingKey(keys);
        var configuration = new HashMap<String, String>();
        configuration.put("quarkus.datasource.jdbc.url", database);
        configuration.put("quarkus.datasource.username", "intake_app");
        configuration.put("quarkus.datasource.password", EmbeddedDatabase.PASSWORD);
        configuration.put("quarkus.flyway.username", "intake_owner");
        configuration.put("quarkus.flyway.password", EmbeddedDatabase.PASSWORD);
        configuration.put("quarkus.flyway.migrate-at-start", "true");
        configuration.put("mp.jwt.verify.issuer", issuer);
        configuration.put("mp.jwt.verify.publickey.location", issuer + "/jwks");
        configuration.put("quarkus.management.port", String.valueOf(managementPort()));
        configuration.put("intake.broker.host", "localhost");
        configuration.put("intake.broker.port", String.valueOf(broker().port()));
        configuration.put("intake.keys.sealing", keys.sealing().toString());
        configuration.put("intake.keys.blind-index", keys.blindIndex().toString());
        configuration.put("intake.keys.signing", keys.signing().toString());
        configuration.put("intake.keys.recipients", keys.recipients().toString());
        return configuration;
    }

    /** The id of a sealing key that the service knows but does not use, as in the first half of a rotation. */
    public static final String NEXT_SEALING_KEY = "next";

    private static void addNextSealingKey(DevKeys keys) {
        try {
            var file = keys.sealing().resolve(NEXT_SEALING_KEY);
            if (!Files.exists(file)) Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The management port of the executable. In tests of the JVM each application has its own port. */
    public static String executablesManagement() {
        return "http://localhost:" + managementPort() + "/q";
    }

    private static int managementPort() {
        // One port per JVM, for all class loaders.
        synchronized (System.class) {
            var known = Integer.getInteger("intake.test.management-port");
            if (known != null) return known;
            try (var free = new ServerSocket(0)) {
                System.setProperty("intake.test.management-port", String.valueOf(free.getLocalPort()));
                return free.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The parts keep running for the next test class or profile. */
    @Override
    public void stop() {}

    public static RealPart database() { return shared("database"); }

    /** The server of the databases that belong to one test each. No test may stop it. */
    public static RealPart ownDatabases() {
        return shared("own-databases");
    }

    public static RealPart broker() { return shared("broker"); }

    public static RealPart issuer() { return shared("issuer"); }

    /** The keys of the service, and the recipients' private ones. */
    public static DevKeys keys() {
        return new DevKeys((Path) started().get("keys"));
    }

    /** A token as the issuer gives it, bound to the embassy in Ottawa or the Ground Forces where the role needs it. */
    public static String token(String client, String role) {
        return token(switch (role) {
            case "embassy" -> Map.of("client", client, "role", role, "embassies", "ca-ottawa");
            case "recruiting-centre" -> Map.of("client", client, "role", role, "branches", "GROUND_FORCES");
            default -> Map.of("client", client, "role", role);
        });
    }

    /** A token as the issuer gives it for these form fields. */
    public static String token(Map<String, String> form) {
        return new TokenIssuer(keys().issuer(), issuer().port()).token(form);
    }

    /** The claims of a valid token of the person {@code person}, which a test may change before it signs them. */
    public static JwtClaims claims(String client, List<String> groups) {
        var claims = new JwtClaims();
        claims.setIssuer("http://localhost:" + issuer().port());
        claims.setAudience(TokenIssuer.AUDIENCE);
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setIssuedAtToNow();
        claims.setSubject("person");
        claims.setClaim("azp", client);
        claims.setStringListClaim("groups", groups);
        return claims;
    }

    /** A token of these claims, signed as by the issuer. */
    public static String signed(JwtClaims claims) {
        return new TokenIssuer(keys().issuer(), issuer().port()).signed(claims);
    }

    /** Calls the part by reflection, since another class loader loaded its class. */
    private static RealPart shared(String name) {
        var part = started().get(name);
        return (RealPart) Proxy.newProxyInstance(RealPart.class.getClassLoader(), new Class<?>[] {RealPart.class},
                (proxy, method, arguments) -> {
                    try {
                        return part.getClass().getMethod(method.getName(), method.getParameterTypes())
                                .invoke(part, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> started() {
        try {
            return (Map<String, Object>) ClassLoader.getSystemClassLoader()
                    .loadClass("org.recruitmentintake.tools.environment.SharedParts")
                    .getField("STARTED").get(null);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
