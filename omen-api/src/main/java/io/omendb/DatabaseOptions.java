package io.omendb;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a database: text values under the keys of {@link Key}. Immutable.
 *
 * <p>{@code DatabaseOptions.defaults().with("index.engine", "rmi")}
 */
public final class DatabaseOptions {
  private static final DatabaseOptions DEFAULTS =
      new DatabaseOptions(new EnumMap<>(Key.class), ConnectionOptions.defaults());

  /** Every setting there is. */
  public enum Key {
    /** Engine that trains the index of new segments; {@code auto} measures which one is best. */
    INDEX_ENGINE("index.engine", "auto"),
    /** Positions that {@code pgm} may be off; 0 leaves it to the engine. */
    INDEX_EPSILON("index.epsilon", "0", 0, 1 << 16),
    /** Engine that holds log, catalog and files. */
    STORAGE_ENGINE("storage.engine", "auto"),
    /** Engine that compares vectors. */
    COMPUTE_ENGINE("compute.engine", "auto"),
    /** {@code sync} or {@code async}, for writes that do not say. */
    DURABILITY("durability", "sync"),
    /** Milliseconds that an {@code async} commit waits for the log at most. */
    LOG_DELAY_MS("log.delay-ms", "100", 1, 60_000),
    /** Bytes of {@code async} commits that wait for the log before writers wait too. */
    LOG_BYTES("log.bytes", "16777216", 1 << 10, 1L << 30),
    /** Most rows of one segment. */
    SEGMENT_ROWS("segment.rows", "1000000", 1, 1 << 24),
    /** Memory at which a memtable is frozen and flushed. */
    MEMTABLE_BYTES("memtable.bytes", "67108864", 1 << 10, 1L << 34),
    /** Frozen memtables that may wait for their flush before writers wait too. */
    MEMTABLE_FROZEN("memtable.frozen", "2", 1, 64),
    /** Memory of all memtables of the database together; 0 for a quarter of the heap. */
    MEMTABLES_BYTES("memtables.bytes", "0", 0, 1L << 40),
    /** Most views of the database that may be open. */
    VIEWS_MAX("views.max", "1000", 1, 1 << 20),
    /** Segments with overlapping keys at which a merge starts by itself. */
    MERGE_SEGMENTS("merge.segments", "8", 2, 1 << 10),
    /**
     * Engine that builds a graph over the vectors of large segments; {@code none} for no graphs.
     */
    VECTORS_GRAPH("vectors.graph", "none"),
    /** Segments with fewer rows get no graph. */
    VECTORS_GRAPH_ROWS("vectors.graph-rows", "50000", 1, 1 << 24);

    private final String text;
    private final String defaultValue;
    private final long min;
    private final long max;

    Key(String text, String defaultValue) {
      this(text, defaultValue, 0, -1);
    }

    Key(String text, String defaultValue, long min, long max) {
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

    private boolean isNumber() {
      return max >= min;
    }

    private String checked(String value) {
      if (isNumber()) {
        number(value);
      } else if (this == DURABILITY && !value.equals("sync") && !value.equals("async")) {
        throw OmenException.invalid(
            text, text + " is '" + value + "', must be sync or async", null);
      } else if (value.isBlank()) {
        throw OmenException.invalid(text, text + " is empty", "leave it out for " + defaultValue);
      }
      return value;
    }

    private long number(String value) {
      try {
        long number = Long.parseLong(value);
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Falls through to the one message below.
      }
      throw OmenException.invalid(
          text, text + " is '" + value + "', must be a whole number in " + min + ".." + max, null);
    }
  }

  private final EnumMap<Key, String> values;
  private final ConnectionOptions connection;

  private DatabaseOptions(EnumMap<Key, String> values, ConnectionOptions connection) {
    this.values = values;
    this.connection = connection;
  }

  /** Nothing set. */
  public static DatabaseOptions defaults() {
    return DEFAULTS;
  }

  /** These options with one key set. */
  public DatabaseOptions with(Key key, String value) {
    EnumMap<Key, String> copy = new EnumMap<>(values);
    copy.put(key, key.checked(value));
    return new DatabaseOptions(copy, connection);
  }

  /** These options with how to connect to a server; for {@code grpc:} and {@code grpcs:} only. */
  public DatabaseOptions with(ConnectionOptions newConnection) {
    return new DatabaseOptions(values, newConnection);
  }

  /** How to connect to a server. */
  public ConnectionOptions connection() {
    return connection;
  }

  /**
   * These options with one key set.
   *
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} for an unknown key, listing the known
   *     ones, or a value outside its bounds
   */
  public DatabaseOptions with(String key, String value) {
    for (Key known : Key.values()) {
      if (known.text.equals(key)) {
        return with(known, value);
      }
    }
    throw OmenException.invalid(
        key,
        "No setting named '" + key + "'",
        "the settings are "
            + Arrays.stream(Key.values()).map(Key::text).collect(Collectors.joining(", ")));
  }

  /** The value of a key, or its default. */
  public String get(Key key) {
    return values.getOrDefault(key, key.defaultValue);
  }

  /** The value of a numeric key. */
  public long getLong(Key key) {
    return key.number(get(key));
  }

  /** The durability of writes that do not say. */
  public Durability durability() {
    return get(Key.DURABILITY).equals("async") ? Durability.ASYNC : Durability.SYNC;
  }

  /** The keys that were set. */
  public Map<Key, String> explicit() {
    return Map.copyOf(values);
  }
}
