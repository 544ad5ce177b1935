package io.devmesh.system.servers;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemGenerationException;

/** What a certificate of {@link TestCertificates} shall be like. */
public final class CertificateRequest {
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private final String name;
    private final Path folder;
    private final X509Certificate authority;
    private final PrivateKey authorityKey;
    private KeyKind kind = KeyKind.EC_P256;
    private KeyPurposeId purpose = KeyPurposeId.id_kp_serverAuth;
    private List<String> hosts = List.of();
    private Validity validity = Validity.around(Instant.now());

    private record Validity(Instant from, Instant to) {
        static Validity around(Instant now) {
            return new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)));
        }
    }

    CertificateRequest(String name, Path folder, X509Certificate authority, PrivateKey authorityKey) {
        this.name = name;
        this.folder = folder;
        this.authority = authority;
        this.authorityKey = authorityKey;
    }

    /** The DNS names and IP addresses that it is for. */
    public CertificateRequest hosts(String... namesAndAddresses) {
        hosts = List.of(namesAndAddresses);
        return this;
    }

    public CertificateRequest key(KeyKind wanted) {
        kind = wanted;
        return this;
    }

    public CertificateRequest forClient() {
        purpose = KeyPurposeId.id_kp_clientAuth;
        return this;
    }

    /** Its validity ended yesterday. */
    public CertificateRequest expired() {
        validity = Validity.around(Instant.now().minus(Duration.ofDays(31)));
        return this;
    }

    /** Makes it and writes its files. */
    public CertifiedKey issue() {
        KeyPair keys = kind.generate();
        X500Name issuer = new X500Name(authority.getSubjectX500Principal().getName());
        X509v3CertificateBuilder builder = builder(issuer, new X500Name("CN=" + name), keys, validity);
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(authority));
            if (!hosts.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(generalNames()));
            }
            X509Certificate certificate = signed(builder, authorityKey);
            PemFile certificateFile = new PemFile(folder.resolve(name + ".pem"));
            certificateFile.write(certificate);
            PemFile keyFile = new PemFile(folder.resolve(name + ".key"));
            keyFile.write(new JcaPKCS8Generator(keys.getPrivate(), null));
            return new CertifiedKey(certificateFile.path(), keyFile.path(), certificate, keys.getPrivate());
        } catch (GeneralSecurityException | CertIOException | PemGenerationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The certificate of an authority, signed by itself. */
    static X509Certificate authority(KeyPair keys) {
        // A client that trusts another authority must find none of this name, not one with another key.
        X500Name name = new X500Name("CN=Test Authority " + UUID.randomUUID());
        X509v3CertificateBuilder builder = builder(name, name, keys, Validity.around(Instant.now()));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        } catch (GeneralSecurityException | CertIOException failure) {
            throw new IllegalStateException(failure);
        }
        return signed(builder, keys.getPrivate());
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair keys, Validity validity) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(100, new SecureRandom()).setBit(0),
                Date.from(validity.from()),
                Date.from(validity.to()),
                subject,
                keys.getPublic());
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey authorityKey) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(authorityKey)));
        } catch (OperatorCreationException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private GeneralName[] generalNames() {
        return hosts.stream()
                .map(host -> new GeneralName(
                        IP_ADDRESS.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new);
    }
}
