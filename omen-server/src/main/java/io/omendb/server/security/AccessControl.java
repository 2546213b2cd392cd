package io.omendb.server.security;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells who makes a call by the token it sends. Where the token file has a token, now or since this
 * object was made, every call needs one: a file that is emptied or lost locks everybody out, it
 * never lets everybody in. A file that becomes unreadable leaves the tokens in force that were read
 * before. Safe for concurrent use; asking reads no file.
 */
public final class AccessControl implements AutoCloseable {
  private static final String SCHEME = "bearer ";
  private static final int MAX_LENGTH = 1 << 10;

  private final @Nullable TokenFile file;
  private final @Nullable FileWatch watch;
  private volatile Map<String, Token> tokens = Map.of();
  private volatile boolean required;

  private AccessControl(@Nullable TokenFile file) {
    this.file = file;
    this.watch = file == null ? null : new FileWatch(List.of(file.path()), this::load);
    load();
    if (watch != null) {
      watch.start();
    }
  }

  /**
   * Reads the tokens, and again whenever the file changes.
   *
   * @param file null where the server has no tokens
   * @throws OmenException as {@link TokenFile#read}
   */
  public static AccessControl open(@Nullable TokenFile file) {
    return new AccessControl(file);
  }

  private void load() {
    if (file != null) {
      Map<String, Token> read = new HashMap<>();
      file.read().forEach(token -> read.put(token.id(), token));
      tokens = read;
      required |= !read.isEmpty();
    }
  }

  /** Whether calls need a token. */
  public boolean required() {
    return required;
  }

  /**
   * Who makes a call.
   *
   * @param authorization the value of the header of that name: {@code Bearer TOKEN}
   * @throws OmenException {@link ErrorCode#UNAUTHENTICATED} where a token is needed and this is
   *     none of ours; the message repeats nothing of it
   */
  public Principal authenticate(@Nullable String authorization) {
    if (!required) {
      return Principal.ANYONE;
    }
    if (authorization == null) {
      throw refused(
          "The call has no token",
          "send one that 'omen token create' made, with --token," + " token= or in OMENDB_TOKEN");
    }
    if (authorization.length() > MAX_LENGTH
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused(
          "The authorization of the call is not of the form 'Bearer TOKEN'", "send it so");
    }
    String text = authorization.substring(SCHEME.length()).strip();
    Token token = tokens.get(Token.idOf(text));
    if (token == null || !token.is(text)) {
      throw refused(
          "The server does not know the token",
          "it may have been revoked; make another with 'omen" + " token create'");
    }
    return token.principal();
  }

  private static OmenException refused(String what, String remedy) {
    return new OmenException(ErrorCode.UNAUTHENTICATED, what, remedy);
  }

  /** Watches no more. */
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
