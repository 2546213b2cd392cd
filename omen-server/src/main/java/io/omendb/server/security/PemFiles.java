package io.omendb.server.security;

import io.grpc.util.CertificateUtils;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys. Errors name the file and never what is in it. */
final class PemFiles {
  private static final byte[] PROBE = {1, 2, 3};

  private PemFiles() {}

  static X509Certificate[] certificates(Path file, String field) {
    try (InputStream in = Files.newInputStream(file)) {
      X509Certificate[] certificates = CertificateUtils.getX509Certificates(in);
      if (certificates.length > 0) {
        return certificates;
      }
    } catch (IOException e) {
      throw unreadable(file, field, e);
    } catch (GeneralSecurityException e) {
      throw malformed(file, field, "no certificates in PEM form", e);
    }
    throw malformed(file, field, "no certificates in PEM form", null);
  }

  static PrivateKey key(Path file, String field) {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateUtils.getPrivateKey(in);
    } catch (IOException e) {
      throw unreadable(file, field, e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          file + " holds no RSA or EC private key in PKCS#8 PEM form, unencrypted",
          field,
          "'openssl pkcs8 -topk8 -nodes -in KEY -out NEW' makes one of other forms",
          e);
    }
  }

  /** Refuses a key that is not the certificate's, for instance one that is half replaced. */
  static void requirePair(X509Certificate certificate, PrivateKey key, Path file, String field) {
    try {
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(PROBE);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw malformed(file, field, "a key of another kind than the certificate's", e);
    }
    throw malformed(file, field, "the key of another certificate", null);
  }

  private static OmenException unreadable(Path file, String field, IOException cause) {
    OmenException error = OmenException.io("Cannot read " + file, cause);
    return new OmenException(
        error.code(), error.what(), field, "name a file that this user may read", cause);
  }

  private static OmenException malformed(
      Path file, String field, String what, @Nullable Throwable cause) {
    return new OmenException(
        ErrorCode.INVALID_DATA, file + " holds " + what, field, "write PEM files of a pair", cause);
  }

  /** The first of a chain, which is the server's own. */
  static X509Certificate leaf(X509Certificate[] chain) {
    return Arrays.asList(chain).getFirst();
  }
}
