package io.omendb.server.config;

import io.omendb.Limits;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.server.security.SecuritySettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Every setting of the server; those of the database are {@link io.omendb.DatabaseOptions.Key}. */
public enum ServerKey {
  /** Address the server binds; port 0 takes a free one. */
  LISTEN("server.listen", "127.0.0.1:7617"),
  /** Threads that run calls. Writers that wait for one fsync together each hold one. */
  THREADS("server.threads", "32", 1, 1024),
  /** Threads that answer reads of one row and of descriptions. */
  READ_THREADS("server.read-threads", "8", 1, 1024),
  /** Calls that may wait for a thread before further ones are refused. */
  QUEUE("server.queue", "1024", 1, 1 << 20),
  /** Scans that may be open at once; each pins the state it reads. */
  SCANS("server.scans", "256", 1, 1 << 16),
  /** Views that clients may have open at once; each pins the state it reads. */
  VIEWS("server.views", "256", 1, 1 << 16),
  /** Milliseconds after which a view that goes unused is closed. */
  VIEW_IDLE_MILLIS("server.view.idle.millis", "600000", 100, 86_400_000),
  /** Long-running operations that may wait or run; two run at a time. */
  OPERATIONS("server.operations", "16", 1, 1024),
  /** Directory of the files that clients may import and export; {@code none} for none. */
  TRANSFER_DIR("server.transfer-dir", SecuritySettings.NONE),
  /** Milliseconds that running calls get to finish when the server shuts down. */
  GRACE_MILLIS("server.grace.millis", "10000", 0, 600_000),
  /** PEM file of the server's certificate and of those that signed it; switches TLS on. */
  TLS_CERT("tls.cert", SecuritySettings.NONE),
  /** PEM file of the certificate's private key, PKCS#8. */
  TLS_KEY("tls.key", SecuritySettings.NONE),
  /** PEM file of the authorities whose certificates clients must have; mutual TLS. */
  TLS_CLIENT_CA("tls.client_ca", SecuritySettings.NONE),
  /** File of the tokens; {@code auto} lies beside the data directory, {@code none} is no file. */
  TOKENS_FILE("tokens.file", SecuritySettings.BESIDE),
  /** Whether other addresses than loopback may be listened on without TLS and tokens. */
  INSECURE("server.insecure", "false"),
  /** Bytes of one message, in both directions; what surrounds a batch may come on top. */
  LIMITS_MESSAGE_BYTES("limits.message_bytes", "67108864", 4 << 20, Limits.MAX_BATCH_BYTES),
  /** Rows, keys or operations of one request. */
  LIMITS_BATCH_ROWS("limits.batch_rows", "100000", 1, Limits.MAX_BATCH_OPERATIONS),
  /** Neighbours of one search. */
  LIMITS_K("limits.k", "100000", 1, Limits.MAX_K),
  /** Neighbours of all searches of one request together. */
  LIMITS_HITS("limits.hits", "1000000", 1, Integer.MAX_VALUE),
  /** Elements of the vectors of a collection that is created. */
  LIMITS_DIMENSION("limits.dimension", "16384", 1, Limits.MAX_DIMENSION),
  /** Characters of a predicate. */
  LIMITS_PREDICATE_LENGTH("limits.predicate_length", "262144", 1, Limits.MAX_PREDICATE_LENGTH),
  /** How deep the terms of a predicate may be nested. */
  LIMITS_PREDICATE_DEPTH("limits.predicate_depth", "64", 1, Limits.MAX_PREDICATE_DEPTH),
  /** Connections that may be open at once; further ones are closed at once. */
  LIMITS_CONNECTIONS("limits.connections", "1024", 1, 1 << 20),
  /** Calls that one connection may have open at once; clients keep further ones back. */
  LIMITS_CONNECTION_CALLS("limits.connection_calls", "1024", 1, 1 << 20),
  /** Bytes of the headers of a call. */
  LIMITS_HEADER_BYTES("limits.header_bytes", "8192", 1 << 10, 1 << 20),
  /** Milliseconds that a connection gets for TLS and HTTP/2 to begin. */
  LIMITS_HANDSHAKE_MILLIS("limits.handshake_millis", "20000", 100, 600_000),
  /** Address for HTTP; port 0 takes a free one, {@code off} none. */
  HTTP_LISTEN("http.listen", "127.0.0.1:7618"),
  /** Bytes of the greatest body of an HTTP request. */
  HTTP_BODY_BYTES("http.body.bytes", "16777216", 1 << 10, 64 << 20),
  /** Milliseconds that an HTTP client has to send a body, and to take an answer. */
  HTTP_TIMEOUT_MILLIS("http.timeout.millis", "30000", 100, 600_000);

  private final String text;
  private final String defaultValue;
  private final long min;
  private final long max;

  ServerKey(String text, String defaultValue) {
    this(text, defaultValue, 0, -1);
  }

  ServerKey(String text, String defaultValue, long min, long max) {
    this.text = text;
    this.defaultValue = defaultValue;
    this.min = min;
    this.max = max;
  }

  /** The key as configuration writes it. */
  public String text() {
    return text;
  }

  /** The value where none is set. */
  public String defaultValue() {
    return defaultValue;
  }

  /** The greatest value of a number. */
  public long max() {
    return max;
  }

  /** The file that a value names; null for {@code none}. */
  @Nullable Path file(String value) {
    if (value.equals(SecuritySettings.NONE)) {
      return null;
    }
    return Path.of(path(value));
  }

  /** The value, which must be a path or a word. */
  String path(String value) {
    try {
      if (!value.isBlank() && !Path.of(value).toString().isEmpty()) {
        return value;
      }
    } catch (InvalidPathException e) {
      // Falls through to the one message below.
    }
    throw OmenException.invalid(
        text, text + " is '" + Names.printable(value) + "', must be a file or none", null);
  }

  boolean flag(String value) {
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    throw OmenException.invalid(
        text, text + " is '" + Names.printable(value) + "', must be true or false", null);
  }

  int number(String value) {
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return (int) number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message below.
    }
    throw OmenException.invalid(
        text, text + " is '" + value + "', must be a whole number in " + min + ".." + max, null);
  }
}
