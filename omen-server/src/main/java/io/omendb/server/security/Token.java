package io.omendb.server.security;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A token as it is kept: who it stands for and the hash of its secret, never the secret. Immutable.
 *
 * @param id what finds it among the others; public
 * @param principal who it stands for
 * @param salt random bytes, as hexadecimal digits, that stand before the secret in the hash
 * @param hash SHA-256, as hexadecimal digits
 * @param created when it was made
 */
public record Token(String id, Principal principal, String salt, String hash, Instant created) {
  /*
   * The secret is 256 random bits. Slow hashes (bcrypt, Argon2) make the guessing of words that
   * people think of dear; 2^256 equally likely secrets cannot be guessed at any speed, and a slow
   * hash at every call would be a way to exhaust the server. The salt keeps files from saying that
   * two of their entries are the same token. Comparing takes the same time wherever the first
   * difference is.
   */
  private static final String PREFIX = "omen_";
  private static final int ID_BYTES = 6;
  private static final int SALT_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();

  /**
   * A token just made, with the text that is shown once and sent with every call.
   *
   * @param token what is kept
   * @param text {@code omen_ID_SECRET}
   */
  public record Issued(Token token, String text) {
    /** The same with a name. */
    Issued named(String name) {
      Principal named = new Principal(name, token.principal.role(), token.principal.collections());
      return new Issued(new Token(token.id, named, token.salt, token.hash, token.created), text);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return token.toString();
    }
  }

  /** The name in messages. */
  public String name() {
    return principal.name();
  }

  /** Whether a name or an id is its own. */
  boolean isCalled(String nameOrId) {
    return name().equals(nameOrId) || id.equals(nameOrId);
  }

  /** Makes a token. */
  static Issued issue(Principal principal) {
    String id = HEX.formatHex(random(ID_BYTES));
    String salt = HEX.formatHex(random(SALT_BYTES));
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Token token = new Token(id, principal, salt, hash(salt, secret), now);
    return new Issued(token, PREFIX + id + "_" + secret);
  }

  /** The id in the text of a token; empty where the text cannot be one. */
  static String idOf(String text) {
    int end = PREFIX.length() + 2 * ID_BYTES;
    return text.startsWith(PREFIX) && text.length() > end && text.charAt(end) == '_'
        ? text.substring(PREFIX.length(), end)
        : "";
  }

  /** Whether a text with this id is this token. */
  boolean is(String text) {
    String secret = text.substring(PREFIX.length() + 2 * ID_BYTES + 1);
    return MessageDigest.isEqual(
        hash(salt, secret).getBytes(StandardCharsets.US_ASCII),
        hash.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hash(String salt, String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt.getBytes(StandardCharsets.US_ASCII));
      return HEX.formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new OmenException(ErrorCode.INTERNAL, "This JVM has no SHA-256", e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
