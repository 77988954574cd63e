package org.recruitmentintake.tools.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.recruitmentintake.eligibility.facts.Branch;

/**
 * Generated keys of a development or test installation, in the layout of production, and besides them the recipients'
 * private keys and the key of the token issuer.
 */
public record DevKeys(Path directory) {

    /** The branches that can receive applications. */
    public static final List<String> BRANCHES = Stream.of(Branch.values()).map(Enum::name).toList();

    private static final String KEY_ID = "dev-1";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Keeps existing keys, since stored data was encrypted with them. */
    public static DevKeys generate(Path directory) {
        if (Files.exists(directory)) return new DevKeys(directory);
        try {
            // Atomically, so that a starting service never sees a part of them.
            var parent = Files.createDirectories(directory.toAbsolutePath().getParent());
            var draft = Files.createTempDirectory(parent, "keys");
            write(draft.resolve("sealing").resolve(KEY_ID), secret());
            write(draft.resolve("sealing/current"), KEY_ID);
            write(draft.resolve("blind-index"), secret());
            write(draft.resolve("signing").resolve(KEY_ID + ".jwk"), signingKey(KEY_ID));
            write(draft.resolve("signing/current"), KEY_ID);
            write(draft.resolve("issuer.jwk"), signingKey("issuer-1"));
            BRANCHES.parallelStream().forEach(branch -> writeRecipient(draft, branch));
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
            return new DevKeys(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Copies keys that are generated once in a build folder, since six RSA keys take seconds of processor time. */
    public static DevKeys copied(Path directory) {
        var original = generate(Path.of("target", "keys-of-tests")).directory;
        try (var files = Files.walk(original)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            for (var file : files.toList()) {
                Files.copy(file, directory.resolve(original.relativize(file)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new DevKeys(directory);
    }

    public Path sealing() { return directory.resolve("sealing"); }

    public Path blindIndex() { return directory.resolve("blind-index"); }

    public Path signing() { return directory.resolve("signing"); }

    public Path recipients() { return directory.resolve("recipients"); }

    /** One private RSA JWK per branch, {@code <BRANCH>.jwk}, with which a recruiting centre decrypts its messages. */
    public Path recipientsPrivate() {
        return directory.resolve("recipients-private");
    }

    /** The signing key of the token issuer; kept, so that tokens stay valid after a restart. */
    public EllipticCurveJsonWebKey issuer() {
        try {
            return (EllipticCurveJsonWebKey) JsonWebKey.Factory
                    .newJwk(Files.readString(directory.resolve("issuer.jwk")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void writeRecipient(Path draft, String branch) {
        try {
            var key = RsaJwkGenerator.generateJwk(3072);
            key.setKeyId(branch.toLowerCase().replace('_', '-') + "-dev-1");
            key.setUse("enc");
            key.setAlgorithm(KeyManagementAlgorithmIdentifiers.RSA_OAEP_256);
            write(draft.resolve("recipients").resolve(branch + ".jwk"), key.toJson(OutputControlLevel.PUBLIC_ONLY));
            write(draft.resolve("recipients-private").resolve(branch + ".jwk"),
                    key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String signingKey(String id) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String secret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
