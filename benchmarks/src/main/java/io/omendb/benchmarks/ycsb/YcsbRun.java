package io.omendb.benchmarks.ycsb;

import io.omendb.Durability;
import io.omendb.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Loads one system, runs workloads on it and checks every answer, in this process. A wrong one ends
 * the run.
 */
final class YcsbRun {
  private static final String ALL = "all";
  private static final int LOAD_BATCH = 1_000;
  private static final int VERIFIED = 10_000;
  private static final long SEED = 99;

  private final YcsbTask task;
  private final Supplier<YcsbStore> opener;
  private final Consumer<Map<String, @Nullable Object>> results;
  private final Consumer<String> notes;
  private final YcsbRows rows;
  private final RowVersions versions;
  private final InsertedRows inserted;
  private final long[] loadedKeys;

  /**
   * @param opener opens the system, again and again with the same rows
   * @param results receives the fields of each result
   * @param notes receives a line per step, for people
   */
  YcsbRun(
      YcsbTask task,
      Supplier<YcsbStore> opener,
      Consumer<Map<String, @Nullable Object>> results,
      Consumer<String> notes) {
    this.task = task;
    this.opener = opener;
    this.results = results;
    this.notes = notes;
    rows = new YcsbRows(task.valueBytes());
    versions = new RowVersions(task.rows());
    inserted = new InsertedRows(task.rows());
    loadedKeys = LongStream.range(0, task.rows()).map(YcsbRows::key).sorted().toArray();
  }

  /** Runs the task. */
  void run() {
    try (YcsbStore store = opener.get()) {
      load(store.peer(0));
      store.prepareWrites(task.durability());
      for (Workload workload : task.workloads()) {
        run(workload, store);
      }
      verify(store.peer(0));
    }
    try (YcsbStore store = opener.get()) {
      notes.accept("opened again");
      verify(store.peer(0));
    }
  }

  /** In batches, asynchronously; all of it is on disk before the clock stops. */
  private void load(Peer peer) {
    notes.accept("loads rows");
    peer.prepareWrites(Durability.ASYNC);
    long nanos = 0;
    for (int from = 0; from < task.rows(); from += LOAD_BATCH) {
      long[] keys = new long[Math.min(LOAD_BATCH, task.rows() - from)];
      byte[][] values = new byte[keys.length][];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = YcsbRows.key(from + i);
        values[i] = rows.value(from + i, 0);
      }
      long start = System.nanoTime();
      peer.write(keys, values);
      nanos += System.nanoTime() - start;
    }
    long start = System.nanoTime();
    peer.flush();
    nanos += System.nanoTime() - start;
    Map<String, @Nullable Object> fields = fields("load", "insert");
    fields.put("threads", 1);
    fields.put("operationsPerSecond", task.rows() * 1e9 / nanos);
    fields.put("rowsPerSecond", task.rows() * 1e9 / nanos);
    fields.put("operations", task.rows());
    results.accept(fields);
  }

  private Map<String, @Nullable Object> fields(String workload, String operation) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", task.system().text());
    fields.put("workload", workload);
    fields.put("operation", operation);
    fields.put("threads", task.threads());
    return fields;
  }

  private void run(Workload workload, YcsbStore store) {
    notes.accept("workload " + workload.text() + ", " + workload.description());
    Distribution distribution =
        task.distribution() == null ? workload.distribution() : task.distribution();
    List<YcsbClient> clients = new ArrayList<>();
    for (int thread = 0; thread < task.threads(); thread++) {
      clients.add(
          new YcsbClient(
              store.peer(thread),
              workload,
              rows,
              versions,
              inserted,
              distribution.chooser(task.rows(), inserted, workload.inserts()),
              new ScanCheck(rows, versions, loadedKeys),
              SEED + 1_000L * workload.text().charAt(0) + thread));
    }
    ClosedLoop.Result result = ClosedLoop.run(clients, task.nanos());
    report(workload, distribution, result);
  }

  private void report(Workload workload, Distribution distribution, ClosedLoop.Result result) {
    Latencies latencies = result.latencies();
    Map<String, @Nullable Object> all = fields(workload.text(), ALL);
    all.put("distribution", distribution.text());
    all.put("operationsPerSecond", latencies.operations() * 1e9 / result.nanos());
    all.put("rowsPerSecond", latencies.rows() * 1e9 / result.nanos());
    all.put("operations", latencies.operations());
    results.accept(all);
    latencies
        .histograms()
        .forEach((operation, histogram) -> {
          Map<String, @Nullable Object> fields = fields(workload.text(), operation.text());
          fields.put("distribution", distribution.text());
          fields.put("operationsPerSecond", histogram.getTotalCount() * 1e9 / result.nanos());
          fields.putAll(Latencies.fields(histogram));
          results.accept(fields);
        });
  }

  /** Loaded rows at random, and those that were inserted last. */
  private void verify(Peer peer) {
    notes.accept("checks rows");
    SplittableRandom random = new SplittableRandom(SEED);
    LongStream some = random.longs(Math.min(VERIFIED, task.rows()), 0, task.rows());
    long last = inserted.last();
    LongStream newest = LongStream.rangeClosed(Math.max(task.rows(), last - VERIFIED), last);
    long[] numbers = LongStream.concat(some, newest).distinct().toArray();
    Arrays.stream(numbers)
        .forEach(number -> {
          long key = YcsbRows.key(number);
          long version = rows.version(key, peer.get(key));
          versions.check(number, version, versions.oldest(number));
        });
  }
}
