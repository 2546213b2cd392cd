package io.omendb.benchmarks.peers;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A thread that writes batches of new rows into a store, one after the other, until stopped. */
final class WriteLoad implements AutoCloseable {
  private static final int BATCH = 100;
  private static final long SEED = 77;

  private final Peer peer;
  private final RowValues values;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Thread thread;
  private volatile boolean stopped;

  /* Of the thread; to be read once it has been joined. */
  private long[] lastKeys = {};
  private long rows;
  private long nanos;
  private @Nullable Throwable failure;

  /** Starts to write. */
  WriteLoad(Peer peer, RowValues values) {
    this.peer = peer;
    this.values = values;
    this.thread = Thread.ofPlatform().name("write-load").daemon().start(this::write);
  }

  private void write() {
    long start = System.nanoTime();
    try {
      while (!stopped) {
        long[] keys = PeerCalls.freshKeys(random, BATCH);
        peer.write(keys, values.of(keys));
        rows += keys.length;
        lastKeys = keys;
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    nanos = System.nanoTime() - start;
  }

  /**
   * Stops.
   *
   * @throws PeerException where a write failed
   */
  void stop() {
    close();
    if (failure != null) {
      throw new PeerException("The writer beside the reader failed", failure);
    }
  }

  /** Rows that were written; once stopped. */
  long rows() {
    return rows;
  }

  /** Rows written per second; once stopped. */
  double rowsPerSecond() {
    return rows * 1e9 / nanos;
  }

  /** The keys of the last batch; once stopped. */
  long[] lastKeys() {
    return lastKeys.clone();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerException("Interrupted while a write was under way", e);
    }
  }
}
