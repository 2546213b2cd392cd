package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Times how a store comes back after a crash. A store of its own is filled with as many rows as its
 * memtable or log holds before it is written out; its files are copied while it is open, after the
 * last row was acknowledged as durable, which is what a killed process leaves; the copy is opened.
 */
final class RecoveryTimer {
  /** Keys and values; below what each store, as it is set up, writes out by itself: 64 MiB. */
  private static final long MOST_BYTES = 28L << 20;

  private static final int BATCH = 1_000;
  private static final int ROUNDS = 3;
  private static final long SEED = 99;

  private final PeerSystem system;
  private final RowValues values;
  private final Path directory;
  private final int valueBytes;
  private final int batches;

  /** A timer for a store of a plan, with at most as many rows as the plan has. */
  RecoveryTimer(PeerPlan plan, RowValues values) {
    this.system = plan.system();
    this.values = values;
    this.directory = plan.directory();
    this.valueBytes = plan.valueBytes();
    long rows = Math.min(plan.rows(), MOST_BYTES / (Long.BYTES + valueBytes));
    this.batches = (int) Math.max(1, rows / BATCH);
  }

  Timing time() {
    Path live = directory.resolve("crashed");
    PeerSetup setup = setup(live);
    Histogram singles = Timing.emptyHistogram();
    long spent = 0;
    try (Peer peer = system.open(setup)) {
      long[] last = fill(peer);
      for (int round = 0; round < ROUNDS; round++) {
        PeerSetup copy = setup(directory.resolve("recovered-" + round));
        copyFiles(live, copy.directory());
        long nanos = recover(copy, last);
        singles.recordValue(nanos);
        spent += nanos;
      }
    }
    return Timing.ofSingles(singles, spent);
  }

  private PeerSetup setup(Path place) {
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new PeerException("Cannot make " + place, e);
    }
    return new PeerSetup(place, (long) batches * BATCH, valueBytes);
  }

  /** Returns the keys of the last batch, which is durable, and so are those before it. */
  private long[] fill(Peer peer) {
    SplittableRandom random = new SplittableRandom(SEED);
    long[] keys = {};
    peer.prepareWrites(Durability.ASYNC);
    for (int batch = 0; batch < batches; batch++) {
      if (batch == batches - 1) {
        peer.prepareWrites(Durability.SYNC);
      }
      keys = PeerCalls.freshKeys(random, BATCH);
      peer.write(keys, values.of(keys));
    }
    return keys;
  }

  /** Opens the copy, reads a row with the clock running, then counts all of them. */
  private long recover(PeerSetup copy, long[] last) {
    long start = System.nanoTime();
    Peer peer = system.open(copy);
    try (peer) {
      byte[] value = peer.get(last[0]);
      long nanos = System.nanoTime() - start;
      if (!Arrays.equals(value, values.of(last[0]))) {
        throw new PeerException("Recovery lost key " + last[0]);
      }
      long[] rows = {0};
      peer.scan(Long.MIN_VALUE, Long.MAX_VALUE, (key, its) -> rows[0]++);
      if (rows[0] != (long) batches * BATCH) {
        throw new PeerException("Recovery gave " + rows[0] + " rows of " + (long) batches * BATCH);
      }
      return nanos;
    }
  }

  private static void copyFiles(Path from, Path to) {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    } catch (IOException e) {
      throw new PeerException("Cannot copy " + from, e);
    }
  }
}
