package io.omendb.testkit.database;

import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.BlobWriter;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageFinding;
import io.omendb.spi.storage.StorageSnapshot;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine that fails on demand, in front of a real one. A {@link Plan} sees every call
 * that changes something, and the listings, and says how it ends; it may also block to hold a call
 * back. A crash is a plan that lets nothing through from some call on, followed by a reopening
 * without this class. Safe for concurrent use.
 */
public final class FaultyStorageEngine implements StorageEngine {
  /** What a plan can tell apart. */
  public enum Operation {
    /** A batch of the key-value space. */
    WRITE,
    /** A new blob. */
    PUT_BLOB,
    /** The end of a blob. */
    DELETE_BLOB,
    /** A listing of blobs. */
    LIST_BLOBS
  }

  /** How a call ends. */
  public enum Outcome {
    /** As the real engine ends it. */
    PASS,
    /** With an error; nothing was done. */
    FAIL_BEFORE,
    /** With an error, though all was done: as when power fails after the write. */
    FAIL_AFTER
  }

  /**
   * One call.
   *
   * @param operation what it is about
   * @param number counts the calls of this operation from 1
   * @param total counts all calls from 1
   */
  public record Call(Operation operation, long number, long total) {}

  /** Decides how calls end. */
  @FunctionalInterface
  public interface Plan {
    /** No faults. */
    Plan PASS = call -> Outcome.PASS;

    /** How this call ends; called once per call, before anything is done. */
    Outcome outcome(Call call);
  }

  private final StorageEngine delegate;
  private final Map<Operation, Long> counts = new EnumMap<>(Operation.class);
  private long total;
  private long openBlobs;
  private volatile Plan plan;
  private volatile Supplier<OmenException> failure =
      () -> new OmenException(ErrorCode.IO_ERROR, "a planned fault");

  /** An engine in front of one that it owns. */
  public FaultyStorageEngine(StorageEngine delegate, Plan plan) {
    this.delegate = delegate;
    this.plan = plan;
  }

  /** Replaces the plan. */
  public void plan(Plan next) {
    plan = next;
  }

  /** Replaces the error that failing calls end with. */
  public void failure(Supplier<OmenException> next) {
    failure = next;
  }

  /** Calls of an operation so far, failed ones included. */
  public synchronized long count(Operation operation) {
    return counts.getOrDefault(operation, 0L);
  }

  /** Calls of all operations so far, failed ones included. */
  public synchronized long total() {
    return total;
  }

  /** Blobs that were opened and not closed. */
  public synchronized long openBlobs() {
    return openBlobs;
  }

  private synchronized void blobsOpened(int change) {
    openBlobs += change;
  }

  private synchronized Call next(Operation operation) {
    total++;
    return new Call(operation, counts.merge(operation, 1L, Long::sum), total);
  }

  private <T> T run(Operation operation, Supplier<T> action) {
    Outcome outcome = plan.outcome(next(operation));
    if (outcome == Outcome.FAIL_BEFORE) {
      throw failure.get();
    }
    T result = action.get();
    if (outcome == Outcome.FAIL_AFTER) {
      throw failure.get();
    }
    return result;
  }

  private void run(Operation operation, Runnable action) {
    Boolean ignored =
        run(
            operation,
            () -> {
              action.run();
              return Boolean.TRUE;
            });
    assert ignored;
  }

  @Override
  public String name() {
    return delegate.name();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return delegate.get(key);
  }

  @Override
  public StorageCursor scan(byte[] from, byte @Nullable [] to) {
    return delegate.scan(from, to);
  }

  @Override
  public StorageSnapshot snapshot() {
    return delegate.snapshot();
  }

  @Override
  public void write(StorageBatch batch, Durability durability) {
    run(Operation.WRITE, () -> delegate.write(batch, durability));
  }

  @Override
  public boolean compareAndPut(
      byte[] key, byte @Nullable [] expected, byte[] value, Durability durability) {
    return run(Operation.WRITE, () -> delegate.compareAndPut(key, expected, value, durability));
  }

  @Override
  public void putBlob(String name, BlobWriter writer) {
    run(Operation.PUT_BLOB, () -> delegate.putBlob(name, writer));
  }

  @Override
  public Blob openBlob(String name) {
    Blob blob = delegate.openBlob(name);
    blobsOpened(1);
    return new CountedBlob(blob);
  }

  private final class CountedBlob implements Blob {
    private final Blob blob;
    private final AtomicBoolean closed = new AtomicBoolean();

    CountedBlob(Blob blob) {
      this.blob = blob;
    }

    @Override
    public String name() {
      return blob.name();
    }

    @Override
    public MemorySegment content() {
      return blob.content();
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        blobsOpened(-1);
        blob.close();
      }
    }
  }

  @Override
  public void deleteBlob(String name) {
    run(Operation.DELETE_BLOB, () -> delegate.deleteBlob(name));
  }

  @Override
  public List<BlobInfo> listBlobs(String prefix) {
    return run(Operation.LIST_BLOBS, () -> delegate.listBlobs(prefix));
  }

  @Override
  public void quarantineBlob(String name) {
    run(Operation.DELETE_BLOB, () -> delegate.quarantineBlob(name));
  }

  @Override
  public void verify(Consumer<StorageFinding> findings) {
    delegate.verify(findings);
  }

  @Override
  public void close() {
    delegate.close();
  }
}
