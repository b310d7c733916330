package dev.skycrane.hil.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for a laboratory: an X.509 v3 root (RFC 5280) and what it signs, all with keys on curve P-256. Good for a bench and a
 * demonstration; a mission has an authority of its own.
 */
public final class DevelopmentCa {
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 127;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*");

    /** A certificate and the key that belongs to it. */
    public record Identity(X509Certificate certificate, KeyPair keys) {}

    private final SecureRandom random = new SecureRandom();
    private final Identity root;

    /** @param days how long the root is valid from now on */
    public DevelopmentCa(int days) throws GeneralSecurityException, IOException {
        KeyPair keys = newKeys();
        X500Principal name = new X500Principal("CN=Skycrane development CA");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = builder(name, name, keys, now, now.plus(days, ChronoUnit.DAYS));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        root = new Identity(sign(builder, keys), keys);
    }

    /** The root itself. */
    public Identity root() {
        return root;
    }

    /** A broker that is reached under the given names and addresses. */
    public Identity server(String commonName, List<String> hosts, Instant from, Instant until)
            throws GeneralSecurityException, IOException {
        GeneralName[] names = hosts.stream().map(h -> new GeneralName(
                ADDRESS.matcher(h).matches() ? GeneralName.iPAddress : GeneralName.dNSName, h))
                .toArray(GeneralName[]::new);
        return leaf(commonName, KeyPurposeId.id_kp_serverAuth, new GeneralNames(names), from, until);
    }

    /** A client; its common name is what its rights go by. */
    public Identity client(String commonName, Instant from, Instant until)
            throws GeneralSecurityException, IOException {
        return leaf(commonName, KeyPurposeId.id_kp_clientAuth, null, from, until);
    }

    private Identity leaf(String commonName, KeyPurposeId purpose, GeneralNames names, Instant from, Instant until)
            throws GeneralSecurityException, IOException {
        KeyPair keys = newKeys();
        JcaX509v3CertificateBuilder builder = builder(root.certificate().getSubjectX500Principal(),
                new X500Principal("CN=" + commonName), keys, from, until);
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        builder.addExtension(Extension.authorityKeyIdentifier, false,
                extensions.createAuthorityKeyIdentifier(root.certificate()));
        if (names != null) builder.addExtension(Extension.subjectAlternativeName, false, names);
        return new Identity(sign(builder, root.keys()), keys);
    }

    private KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE), random);
        return generator.generateKeyPair();
    }

    private JcaX509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, KeyPair keys, Instant from,
            Instant until) throws GeneralSecurityException, IOException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuer,
                new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1), Date.from(from), Date.from(until), subject,
                keys.getPublic());
        builder.addExtension(Extension.subjectKeyIdentifier, false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        return builder;
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair signer)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
