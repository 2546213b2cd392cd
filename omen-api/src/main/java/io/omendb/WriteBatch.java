package io.omendb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Upserts and deletes that are committed together or not at all. Later operations on a key win over
 * earlier ones. Not safe for concurrent use.
 */
public final class WriteBatch {
  /** One operation of a batch. */
  public sealed interface Operation {
    /** The key it is about. */
    long key();
  }

  /** Insert the row, or replace the whole row under its key. */
  public record Put(Row row) implements Operation {
    @Override
    public long key() {
      return row.key();
    }
  }

  /** Remove the row under the key, if there is one. */
  public record Delete(long key) implements Operation {}

  private final List<Operation> operations = new ArrayList<>();

  /** Adds an upsert. */
  public WriteBatch put(Row row) {
    operations.add(new Put(row));
    return this;
  }

  /** Adds a delete. */
  public WriteBatch delete(long key) {
    operations.add(new Delete(key));
    return this;
  }

  /** The operations in the order they were added; a view that cannot be changed. */
  public List<Operation> operations() {
    return Collections.unmodifiableList(operations);
  }

  /** Number of operations. */
  public int size() {
    return operations.size();
  }
}
