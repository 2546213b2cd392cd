package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import io.omendb.testkit.keys.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Fills one store and measures it, operation by operation, in this process. Every row read in a
 * timed call is counted, so that a store that loses one ends the run; values are compared before
 * and after.
 */
final class PeerRun {
  private static final long SEED = 42;
  private static final int VERIFIED = 1_000;
  private static final int WARM_UP_ROWS = 200_000;
  private static final int MAX_OPENS = 20;
  private static final int OVERLAPPING_FLUSHES = 3;
  private static final int OVERLAPPING_FRACTION = 50;
  private static final int OVERLAPPING_BATCH = 1_000;

  private final PeerPlan plan;
  private final PeerSetup setup;
  private final Consumer<Map<String, @Nullable Object>> results;
  private final Consumer<String> notes;
  private final RowValues values;
  private final long[] keys;
  private final PeerCalls calls;
  private Peer peer;
  private boolean overlaps;
  private @Nullable MemoryUse empty;

  /* Of operations before, for the result of one that is read beside them. */
  private @Nullable Long idleP999Nanos;
  private @Nullable Double writtenRowsPerSecond;

  /**
   * @param results receives the fields of each result
   * @param notes receives a line per step, for people
   */
  PeerRun(PeerPlan plan, Consumer<Map<String, @Nullable Object>> results, Consumer<String> notes) {
    this.plan = plan;
    this.results = results;
    this.notes = notes;
    Path data = plan.directory().resolve("data");
    createDirectory(data);
    setup = new PeerSetup(data, plan.rows(), plan.valueBytes());
    values = RowValues.of(plan.valueBytes(), SEED);
    keys = distinct(DataSet.UNIFORM.generate(plan.rows(), SEED));
    peer = plan.system().open(setup);
    calls = new PeerCalls(keys, values, SEED + 1);
  }

  /** Of sorted keys, without an object for each: there may be a hundred million. */
  private static long[] distinct(long[] sorted) {
    int kept = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return kept == sorted.length ? sorted : Arrays.copyOf(sorted, kept);
  }

  private static void createDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new PeerException("Cannot make " + directory, e);
    }
  }

  /** Runs the plan. */
  void run() {
    try {
      notes.accept("checks small data against a TreeMap");
      PeerCheck.run(plan.system(), plan.directory().resolve("check"), SEED);
      warmUp();
      empty = MemoryUse.now();
      bulkLoad();
      boolean warm = false;
      for (Operation operation : plan.operations()) {
        if (!plan.system().operations().contains(operation)) {
          notes.accept(operation.text() + " is left out: a map in memory has none");
          continue;
        }
        if (operation.compareTo(Operation.OPEN) > 0 && !warm) {
          readAll();
          warm = true;
        }
        if (operation != Operation.BULK_LOAD) {
          notes.accept(operation.text());
          System.gc();
          report(operation, time(operation));
        }
      }
      verify();
      if (plan.system().isDurable()) {
        reopen();
        verify();
      }
    } finally {
      peer.close();
    }
  }

  /** Fills another store first, so that the load is not measured in code that is not compiled. */
  private void warmUp() {
    notes.accept("warms up");
    Path other = plan.directory().resolve("warm-up");
    createDirectory(other);
    int count = Math.min(keys.length, WARM_UP_ROWS);
    try (Peer cold = plan.system().open(new PeerSetup(other, count, plan.valueBytes()))) {
      cold.bulkLoad(new SortedRows(Arrays.copyOf(keys, count), values));
    }
  }

  private void bulkLoad() {
    notes.accept(Operation.BULK_LOAD.text());
    long start = System.nanoTime();
    peer.bulkLoad(new SortedRows(keys, values));
    long nanos = System.nanoTime() - start;
    if (plan.operations().contains(Operation.BULK_LOAD)) {
      report(
          Operation.BULK_LOAD,
          new Timing(nanos / (double) keys.length, null, keys.length, Timing.emptyHistogram()));
    }
    verify();
  }

  /** Fills the caches: what is measured is a store that has been in use. */
  private void readAll() {
    notes.accept("reads every row once");
    CallTimer.Calls scan = calls.scanFull(peer);
    scan.prepare(1);
    scan.call(0);
  }

  private Timing time(Operation operation) {
    CallTimer timer = new CallTimer(plan.nanos());
    return switch (operation) {
      case BULK_LOAD -> throw new IllegalArgumentException("done first");
      case OPEN -> open();
      case GET -> {
        Timing timing = timer.time(calls.get(peer), Long.MAX_VALUE);
        idleP999Nanos = timing.percentile(99.9);
        yield timing;
      }
      case GET_ABSENT -> timer.time(calls.getAbsent(peer), Long.MAX_VALUE);
      case MULTI_GET -> timer.time(calls.getAll(peer, operation.rows()), Long.MAX_VALUE);
      case SCAN_1000 -> timer.time(calls.scan(peer, operation.rows()), Long.MAX_VALUE);
      case SCAN_FULL -> scanFull();
      case GET_OVERLAPPED -> timer.time(calls.get(overlapped()), Long.MAX_VALUE);
      case GET_ABSENT_OVERLAPPED -> timer.time(calls.getAbsent(overlapped()), Long.MAX_VALUE);
      case PUT_ASYNC -> timer.time(calls.put(prepared(Durability.ASYNC)), maxWrites(operation));
      case BATCH_ASYNC ->
          timer.time(
              calls.write(prepared(Durability.ASYNC), operation.rows()), maxWrites(operation));
      case PUT_SYNC -> timer.time(calls.put(prepared(Durability.SYNC)), maxWrites(operation));
      case GET_UNDER_WRITES -> getUnderWrites();
      case RECOVER -> new RecoveryTimer(plan, values).time();
    };
  }

  /** The store with newer rows over the whole range of keys, in three flushes. */
  private Peer overlapped() {
    if (!overlaps) {
      overlaps = true;
      peer.prepareWrites(Durability.ASYNC);
      int rows = Math.min(OVERLAPPING_BATCH, Math.max(1, keys.length / 2));
      CallTimer.Calls writes = calls.write(peer, rows);
      int count = Math.max(1, keys.length / OVERLAPPING_FRACTION / rows);
      for (int flush = 0; flush < OVERLAPPING_FLUSHES; flush++) {
        for (int batch = 0; batch < count; batch++) {
          writes.prepare(1);
          writes.call(0);
        }
        peer.flush();
      }
    }
    return peer;
  }

  /** All that was written before is on disk, so that its cost is not taken for this operation's. */
  private Peer prepared(Durability durability) {
    peer.flush();
    peer.prepareWrites(durability);
    return peer;
  }

  /**
   * Half of the rows: a fast store would otherwise be measured at many times the size of a slow.
   */
  private long maxWrites(Operation operation) {
    return Math.max(1, keys.length / 2 / operation.rows());
  }

  private Timing open() {
    Histogram singles = Timing.emptyHistogram();
    long spent = 0;
    reopen();
    for (int i = 0; i < MAX_OPENS && (i < 3 || spent < plan.nanos()); i++) {
      long nanos = reopen();
      singles.recordValue(nanos);
      spent += nanos;
    }
    return Timing.ofSingles(singles, spent);
  }

  /** Closes the store, then times how long it takes to open it and to read a row. */
  private long reopen() {
    peer.close();
    long key = keys[keys.length / 2];
    long start = System.nanoTime();
    peer = plan.system().open(setup);
    byte[] value = peer.get(key);
    long nanos = System.nanoTime() - start;
    calls.requireEqual(key, value);
    return nanos;
  }

  private Timing scanFull() {
    long rows = calls.rows();
    CallTimer timer = new CallTimer(plan.nanos());
    Timing whole = timer.time(calls.scanFull(peer), Long.MAX_VALUE);
    Double cpu = whole.cpuNanosPerCall();
    return new Timing(
        whole.nanosPerCall() / rows,
        cpu == null ? null : cpu / rows,
        whole.calls() * rows,
        Timing.emptyHistogram(),
        whole.spread());
  }

  private Timing getUnderWrites() {
    CallTimer.Calls gets = calls.get(peer);
    try (WriteLoad load = new WriteLoad(prepared(Durability.ASYNC), values)) {
      // Twice as long as other operations: flushes and merges are to come in.
      Timing timing = new CallTimer(2 * plan.nanos()).time(gets, Long.MAX_VALUE);
      load.stop();
      calls.written(load.rows());
      writtenRowsPerSecond = load.rowsPerSecond();
      for (long key : load.lastKeys()) {
        calls.requireEqual(key, peer.get(key));
      }
      return timing;
    }
  }

  private void verify() {
    SplittableRandom random = new SplittableRandom(SEED + 3);
    for (int i = 0; i < Math.min(VERIFIED, keys.length); i++) {
      long key = keys[random.nextInt(keys.length)];
      calls.requireEqual(key, peer.get(key));
    }
    calls.verifyWritten(peer);
  }

  private void report(Operation operation, Timing timing) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", plan.system().text());
    fields.put("operation", operation.text());
    fields.put("nanosPerOperation", timing.nanosPerCall());
    fields.put("operationsPerSecond", 1e9 / timing.nanosPerCall());
    fields.put("rowsPerSecond", operation.rows() * 1e9 / timing.nanosPerCall());
    fields.put("cpuNanosPerOperation", timing.cpuNanosPerCall());
    fields.put("spread", timing.spread());
    fields.put("p50Nanos", timing.percentile(50));
    fields.put("p99Nanos", timing.percentile(99));
    fields.put("p999Nanos", timing.percentile(99.9));
    fields.put("diskBytesPerRow", diskBytesPerRow());
    fields.put("operations", timing.calls());
    if (operation == Operation.GET && empty != null) {
      MemoryUse.now().addGrowth(empty, calls.rows(), fields);
    }
    if (operation == Operation.GET_UNDER_WRITES) {
      fields.put("idleP999Nanos", idleP999Nanos);
      fields.put("writtenRowsPerSecond", writtenRowsPerSecond);
    }
    results.accept(fields);
  }

  /**
   * Of a store that has written what it was given: asynchronous commits may wait in memory. Null of
   * a map in memory.
   */
  private @Nullable Double diskBytesPerRow() {
    if (!plan.system().isDurable()) {
      return null;
    }
    peer.flush();
    try (Stream<Path> files = Files.walk(setup.directory())) {
      return files.mapToLong(PeerRun::size).sum() / (double) calls.rows();
    } catch (IOException e) {
      throw new PeerException("Cannot list " + setup.directory(), e);
    }
  }

  /** A file may be gone by now: stores work in the background. */
  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
