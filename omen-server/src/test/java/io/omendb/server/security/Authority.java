package io.omendb.server.security;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for a test; what it signs is good for an hour and for this machine. */
public final class Authority {
  /**
   * A certificate and its key.
   *
   * @param certificate PEM file
   * @param key PEM file
   */
  public record Identity(Path certificate, Path key) {}

  private static long serial = 1;

  private final Path directory;
  private final X500Name name;
  private final KeyPair keys;
  private final Path file;

  /** Makes an authority that writes its files to a directory. */
  public Authority(Path directory, String name) throws Exception {
    this.directory = directory;
    this.name = new X500Name("CN=" + name);
    this.keys = newKeys();
    this.file = directory.resolve(name + ".ca.pem");
    write(file, sign(this.name, keys, true));
  }

  /** Its own certificate, for those who trust it. */
  public Path file() {
    return file;
  }

  /** Signs a new certificate for localhost, and puts it into the files of that name. */
  public Identity issue(String called) throws Exception {
    return issue(called, newKeys());
  }

  /** Signs a new certificate for keys there are. */
  public Identity issue(String called, KeyPair own) throws Exception {
    Identity identity =
        new Identity(directory.resolve(called + ".pem"), directory.resolve(called + ".key.pem"));
    write(identity.key(), new JcaPKCS8Generator(own.getPrivate(), null));
    write(identity.certificate(), sign(new X500Name("CN=" + called), own, false));
    return identity;
  }

  /** Keys for a certificate. */
  public static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private X509Certificate sign(X500Name subject, KeyPair own, boolean authority)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(serial++),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofHours(1))),
            subject,
            own.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (!authority) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
              }));
    }
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  /** Whole, so that whoever watches the file sees no half of it. */
  private static void write(Path file, Object pem) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(pem);
    }
    PrivateFile.replace(file, text.toString());
    assert Files.isRegularFile(file);
  }
}
