package io.omendb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Upserts and deletes that are committed together or not at all. Later operations on a key win over
 * earlier ones. Conditions are about what was there before the batch. Not safe for concurrent use.
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

  /** What must hold when the batch is committed; otherwise nothing of it is written. */
  public sealed interface Condition {
    /** The key it is about. */
    long key();
  }

  /** There is no row under the key. */
  public record Absent(long key) implements Condition {}

  /** No commit after {@code seq} has written or deleted the row under the key. */
  public record Unchanged(long key, long seq) implements Condition {
    public Unchanged {
      if (seq < 0) {
        throw OmenException.invalid(
            "seq", "the commit number " + seq + " is negative", "take one that a read has given");
      }
    }
  }

  private final List<Operation> operations = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private @Nullable UUID requestId;

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

  /** Commits the batch only if there is no row under the key. */
  public WriteBatch requireAbsent(long key) {
    conditions.add(new Absent(key));
    return this;
  }

  /**
   * Commits the batch only if no commit after {@code seq} has written or deleted the row under the
   * key: optimistic concurrency. Deletions are not remembered for ever; where it is not known
   * whether one came after {@code seq}, the condition fails.
   *
   * @param seq what {@link RowReader#getVersioned}, {@link View#seq} or a write has given
   */
  public WriteBatch requireUnchanged(long key, long seq) {
    conditions.add(new Unchanged(key, seq));
    return this;
  }

  /**
   * Makes the batch safe to send again: where the collection has committed a batch of the same id
   * before, that commit is the answer, and nothing is written. Known are the ids of the last {@link
   * Limits#REMEMBERED_REQUESTS} commits that had one, after a crash too; those of another
   * collection, and of what a backup was restored from, are not.
   *
   * @param id made for this batch alone, such as {@link UUID#randomUUID}
   */
  public WriteBatch requestId(UUID id) {
    requestId = id;
    return this;
  }

  /** What makes the batch safe to send again; null where nothing does. */
  public @Nullable UUID requestId() {
    return requestId;
  }

  /** The operations in the order they were added; a view that cannot be changed. */
  public List<Operation> operations() {
    return Collections.unmodifiableList(operations);
  }

  /** The conditions in the order they were added; a view that cannot be changed. */
  public List<Condition> conditions() {
    return Collections.unmodifiableList(conditions);
  }

  /** Number of operations. */
  public int size() {
    return operations.size();
  }
}
