package org.recruitmentintake.tools.dev;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpReceiverOptions;
import io.vertx.core.Vertx;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.recruitmentintake.tools.environment.DevKeys;
import org.recruitmentintake.tools.environment.EmbeddedBroker;

/**
 * A recipient for development: receives and prints the messages of the given branches (of all, if none is given). It
 * does what each recipient must do (docs/consumers.md): accept each event once, decrypt it, check the signature, and
 * compare the signed values with the attributes.
 *
 * <p>Arguments: the build directory with the keys; names of branches separated by commas, or {@code all}. Runs until
 * Ctrl+C.
 */
public final class RecruitingCentre {

    private static final String JWKS = "http://localhost:%d/.well-known/jwks.json".formatted(DevServices.HTTP_PORT);
    private static final List<String> ATTRIBUTES = List.of("specversion", "id", "source", "type", "subject", "time");

    private final DevKeys keys;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> withdrawn = new HashSet<>();

    public RecruitingCentre(DevKeys keys) {
        this.keys = keys;
    }

    public static void main(String[] args) throws InterruptedException {
        var keys = new DevKeys(Path.of(args.length > 0 ? args[0] : "target").resolve("dev-keys"));
        var named = args.length > 1 ? args[1] : "all";
        var branches = named.equals("all") ? DevKeys.BRANCHES : List.of(named.split(","));
        var centre = new RecruitingCentre(keys);
        var vertx = Vertx.vertx();
        var client = AmqpClient.create(vertx,
                new AmqpClientOptions().setHost("localhost").setPort(DevServices.BROKER_PORT));
        client.connect().onComplete(connection -> {
            connection.exceptionHandler(gone -> stop("The broker is gone: the recruiting centre ends."));
            for (var branch : branches) {
                connection
                        .createReceiver(EmbeddedBroker.address(branch),
                                new AmqpReceiverOptions().setAutoAcknowledgement(false))
                        .onSuccess(receiver -> receiver.handler(message -> centre.take(message, branch)))
                        .onFailure(failure -> stop(
                                "Nothing can be received for %s: %s".formatted(branch, failure.getMessage())));
            }
            System.out.printf("The recruiting centre waits for applications for %s.%n", String.join(", ", branches));
        }, failure -> stop("There is no broker at port %d: start ./mvnw first.".formatted(DevServices.BROKER_PORT)));
        Thread.currentThread().join();
    }

    /** Why a message is not genuine. */
    public static final class NotGenuine extends Exception {

        NotGenuine(String reason) {
            super(reason);
        }
    }

    /**
     * The payload of a message.
     *
     * @param verificationKeys the service's public keys, a JWK set
     * @throws NotGenuine if it was not sealed to this branch, not signed by the service, or not for this event
     */
    public String open(AmqpMessage message, String branch, String verificationKeys) throws NotGenuine {
        try {
            var encryption = new JsonWebEncryption();
            encryption.setAlgorithmConstraints(only(KeyManagementAlgorithmIdentifiers.RSA_OAEP_256));
            encryption
                    .setContentEncryptionAlgorithmConstraints(only(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
            encryption.setCompactSerialization(message.bodyAsBinary().toString(US_ASCII));
            encryption.setKey(privateKey(branch).getPrivateKey());

            var signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(only(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256));
            signature.setCompactSerialization(encryption.getPayload());
            var signer = new VerificationJwkSelector().select(signature,
                    new JsonWebKeySet(verificationKeys).getJsonWebKeys());
            if (signer == null) throw new NotGenuine("signed with a key that is not the service's");
            signature.setKey(signer.getKey());
            if (!signature.verifySignature()) throw new NotGenuine("the signature is wrong");

            expect(signature, "typ", "recruitment-intake-event+jws");
            expect(signature, "branch", branch);
            for (var attribute : List.of("id", "type", "subject")) {
                expect(signature, "ce-" + attribute, attribute(message, attribute));
            }
            var faults = MessageContract.faults(attribute(message, "type"), signature.getPayload());
            if (!faults.isEmpty()) throw new NotGenuine("it is not what its document says: " + faults);
            return signature.getPayload();
        } catch (JoseException | IOException unreadable) {
            throw new NotGenuine("it does not open: " + unreadable.getMessage());
        }
    }

    private void take(AmqpMessage message, String branch) {
        var out = new StringBuilder("%n---- a message for %s%n".formatted(branch));
        ATTRIBUTES.forEach(name -> out.append("  %-12s %s%n".formatted(name, attribute(message, name))));
        out.append("  %-12s %s, %d bytes%n".formatted("data", message.contentType(), message.bodyAsBinary().length()));
        try {
            var payload = open(message, branch, verificationKeys());
            var subject = attribute(message, "subject");
            if (attribute(message, "type").contains(".withdrawn.")) withdrawn.add(subject);
            if (!seen.add(attribute(message, "id"))) {
                out.append("  seen before, dropped%n".formatted());
            } else if (withdrawn.contains(subject) && attribute(message, "type").contains(".accepted.")) {
                out.append("  withdrawn meanwhile, dropped%n".formatted());
            } else if (attribute(message, "type").contains(".test.")) {
                out.append("  a test message, signature good, nothing to do%n".formatted());
            } else {
                out.append("  signature    good%n%n".formatted()).append(pretty(payload)).append('\n');
            }
            message.accepted();
        } catch (NotGenuine | IOException | RuntimeException refused) {
            out.append("  NOT GENUINE, refused: %s%n".formatted(refused.getMessage()));
            message.rejected();
        }
        System.out.print(out);
    }

    private PublicJsonWebKey privateKey(String branch) throws IOException, JoseException {
        return PublicJsonWebKey.Factory
                .newPublicJwk(Files.readString(keys.recipientsPrivate().resolve(branch + ".jwk")));
    }

    /** From the service; if it does not run, from its key directory. */
    private String verificationKeys() throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(JWKS)).timeout(Duration.ofSeconds(2)).build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) return answer.body();
        } catch (IOException away) {
            // The broker can run without the service, and so can this reader.
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        return keysInDirectory();
    }

    private String keysInDirectory() throws IOException {
        var found = new ArrayList<JsonWebKey>();
        try (var files = Files.newDirectoryStream(keys.signing(), "*.jwk")) {
            for (var file : files) {
                found.add(JsonWebKey.Factory.newJwk(Files.readString(file)));
            }
        } catch (JoseException unreadable) {
            throw new IOException(unreadable);
        }
        return new JsonWebKeySet(found).toJson();
    }

    private static void expect(JsonWebSignature signature, String header, String value) throws NotGenuine {
        if (!signature.getHeader(header).equals(value)) {
            throw new NotGenuine("%s was signed as %s".formatted(header, signature.getHeader(header)));
        }
    }

    private static AlgorithmConstraints only(String algorithm) {
        return new AlgorithmConstraints(ConstraintType.PERMIT, algorithm);
    }

    private static String attribute(AmqpMessage message, String name) {
        return message.applicationProperties().getString("cloudEvents_" + name, "");
    }

    private static String pretty(String json) throws IOException {
        return new ObjectMapper().readTree(json).toPrettyString().indent(2);
    }

    private static void stop(String reason) {
        System.err.println(reason);
        System.exit(1);
    }
}
