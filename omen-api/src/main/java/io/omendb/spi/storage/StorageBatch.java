package io.omendb.spi.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Changes of the key-value space that happen together or not at all, in order. For one thread. */
public final class StorageBatch {
  /** One change. */
  public sealed interface Change {}

  /** Sets the value of a key. */
  public record Put(byte[] key, byte[] value) implements Change {}

  /** Removes a key, if it is there. */
  public record Delete(byte[] key) implements Change {}

  /** Removes every key with {@code from <= key < to}. */
  public record DeleteRange(byte[] from, byte[] to) implements Change {}

  private final List<Change> changes = new ArrayList<>();

  /** Adds a put; the arrays are not copied. */
  public StorageBatch put(byte[] key, byte[] value) {
    changes.add(new Put(key, value));
    return this;
  }

  /** Adds a delete. */
  public StorageBatch delete(byte[] key) {
    changes.add(new Delete(key));
    return this;
  }

  /** Adds a delete of {@code from <= key < to}. */
  public StorageBatch deleteRange(byte[] from, byte[] to) {
    changes.add(new DeleteRange(from, to));
    return this;
  }

  /** The changes in order; a view that cannot be changed. */
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }
}
