package org.recruitmentintake.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A certificate authority for a test. It makes certificates in this process: each run of keytool starts a JVM. */
public final class ThrowAwayAuthority {

    /** The password of all key stores here. */
    public static final String PASSWORD = "throw-away";

    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(
            X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final Duration VALIDITY = Duration.ofDays(2);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final X500Name name;
    private final PrivateKey key;
    private final Certificate certificate;

    public ThrowAwayAuthority(String name) {
        this.name = new X500Name("CN=" + name);
        try {
            directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "authority")
                    .toAbsolutePath();
            var pair = keyPair();
            key = pair.getPrivate();
            certificate = signed(this.name, pair.getPublic(), new Extensions(
                    Extension.create(Extension.basicConstraints, true, new BasicConstraints(true))));
            writePem(certificate(), "CERTIFICATE", certificate.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority's certificate as PEM. */
    public Path certificate() { return directory.resolve("ca.pem"); }

    /** The certificate chain as PEM. */
    public Path chainOf(String server) {
        return directory.resolve(server + ".pem");
    }

    /** The key as PEM (PKCS#8), readable by its owner only, as PostgreSQL requires. */
    public Path keyOf(String server) {
        return directory.resolve(server + ".key");
    }

    /** Key and chain as PKCS#12. */
    public Path storeOf(String server) { return directory.resolve(server + ".p12"); }

    /** Issues a certificate for that DNS name and no other. */
    public ThrowAwayAuthority issue(String server, String dnsName) {
        try {
            var pair = keyPair();
            var issued = signed(new X500Name("CN=" + dnsName), pair.getPublic(), new Extensions(new Extension[] {
                    Extension.create(Extension.subjectAlternativeName, false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName))),
                    Extension.create(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}))}));
            writePem(chainOf(server), "CERTIFICATE", issued.getEncoded());
            Files.createFile(keyOf(server),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            writePem(keyOf(server), "PRIVATE KEY", pair.getPrivate().getEncoded());
            store(server, pair.getPrivate(), issued);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void store(String server, PrivateKey key, Certificate issued) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null);
        store.setCertificateEntry("ca", certificate);
        store.setKeyEntry(server, key, PASSWORD.toCharArray(), new Certificate[] {issued, certificate});
        try (var file = Files.newOutputStream(storeOf(server))) {
            store.store(file, PASSWORD.toCharArray());
        }
    }

    private Certificate signed(X500Name subject, PublicKey subjectKey, Extensions extensions)
            throws GeneralSecurityException, IOException {
        var now = Instant.now();
        var content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(new BigInteger(Long.SIZE, RANDOM)));
        content.setSignature(ALGORITHM);
        content.setIssuer(name);
        content.setSubject(subject);
        content.setStartDate(new Time(Date.from(now)));
        content.setEndDate(new Time(Date.from(now.plus(VALIDITY))));
        content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(subjectKey.getEncoded()));
        content.setExtensions(extensions);
        var unsigned = content.generateTBSCertificate();
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(unsigned.getEncoded(ASN1Encoding.DER));
        var certificate = new DERSequence(new ASN1Encodable[] {unsigned, ALGORITHM,
                new DERBitString(signature.sign())});
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getEncoded(ASN1Encoding.DER)));
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static void writePem(Path file, String type, byte[] content) throws IOException {
        Files.writeString(file, "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + type + "-----\n");
    }
}
