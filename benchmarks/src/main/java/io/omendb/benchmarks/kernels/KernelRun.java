package io.omendb.benchmarks.kernels;

import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.omendb.Metric;
import io.omendb.benchmarks.rounds.RoundTimer;
import io.omendb.benchmarks.rounds.Spread;
import io.omendb.benchmarks.rounds.Task;
import io.omendb.benchmarks.rounds.VectorKernels;
import io.omendb.benchmarks.vectors.TrueScores;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks every kernel against double precision over all rows, then lets them and the plain read
 * pass over the rows by turns. A pass is timed in processor time of the thread.
 */
final class KernelRun {
  /** Rows of a call, as in a search. */
  static final int BLOCK_ROWS = 1_024;

  private static final long WARM_UP_NANOS = 1_000_000_000;

  /** For rows of length one; a float32 sum is off by less. */
  private static final double TOLERANCE = 1e-4;

  /** A kernel, or the read, as a row of the results. */
  private record Entry(String system, String kernel, String implementation, Task pass) {}

  private final KernelTask task;
  private final Consumer<String> notes;

  KernelRun(KernelTask task, Consumer<String> notes) {
    this.task = task;
    this.notes = notes;
  }

  /**
   * Runs the task.
   *
   * @return the fields of each result, the plain read first
   * @throws IllegalStateException naming the kernel and the row where one computes something else
   */
  List<Map<String, @Nullable Object>> run() {
    notes.accept("writes rows");
    try (Arena arena = Arena.ofShared()) {
      RowsFile rows = RowsFile.create(task.directory(), task.bytes(), task.dimension(), arena);
      Map<KernelSystem, RowKernel> kernels = open(rows);
      try {
        notes.accept("checks every row against double precision");
        check(rows, kernels);
        return measure(rows, entries(rows, kernels));
      } finally {
        kernels.values().forEach(RowKernel::close);
      }
    }
  }

  private Map<KernelSystem, RowKernel> open(RowsFile rows) {
    VectorFloat<?>[] vectors = JVectorKernel.vectors(rows);
    Metric metric = task.metric();
    Map<KernelSystem, RowKernel> kernels = new EnumMap<>(KernelSystem.class);
    for (KernelSystem system : KernelSystem.values()) {
      if (system.has(metric)) {
        kernels.put(
            system,
            switch (system) {
              case OMENDB_BATCH -> new OmenKernel(metric, rows, false);
              case OMENDB_GATHER -> new OmenKernel(metric, rows, true);
              case LUCENE_BULK -> new LuceneKernel(metric, rows, true);
              case LUCENE_SINGLE -> new LuceneKernel(metric, rows, false);
              case JVECTOR_SINGLE -> new JVectorKernel(metric, rows.query(), vectors, false);
              case JVECTOR_MULTI -> new JVectorKernel(metric, rows.query(), vectors, true);
            });
      }
    }
    return kernels;
  }

  private void check(RowsFile rows, Map<KernelSystem, RowKernel> kernels) {
    float[] query = rows.query();
    double[] expected = new double[rows.count()];
    Arrays.parallelSetAll(
        expected,
        row -> {
          double score = TrueScores.score(task.metric(), query, rows.row(row));
          return task.metric() == Metric.L2 ? score * score : score;
        });
    kernels.forEach((system, kernel) -> {
      check(system, kernel, expected);
      VectorKernels.awaitCompiled();
      check(system, kernel, expected); // Compiled it may be another kernel.
    });
    if (PlainRead.sum(rows.mapped()) != PlainRead.oneByOne(rows.mapped(), 0)) {
      throw new IllegalStateException("The plain read does not add up what is there");
    }
  }

  /** Compares a kernel with the true values. */
  static void check(KernelSystem system, RowKernel kernel, double[] expected) {
    float[] scores = new float[BLOCK_ROWS];
    for (int first = 0; first < expected.length; first += BLOCK_ROWS) {
      int size = Math.min(BLOCK_ROWS, expected.length - first);
      kernel.score(first, size, scores);
      for (int i = 0; i < size; i++) {
        double value = kernel.value(scores[i]);
        if (!(Math.abs(value - expected[first + i]) <= TOLERANCE)) {
          throw new IllegalStateException(
              "%s %s computes %s for row %d, not %s"
                  .formatted(
                      system.system(), system.kernel(), value, first + i, expected[first + i]));
        }
      }
    }
  }

  private static List<Entry> entries(RowsFile rows, Map<KernelSystem, RowKernel> kernels) {
    List<Entry> entries = new ArrayList<>();
    entries.add(
        new Entry(
            "read",
            "sum",
            "vector_api",
            passes -> {
              long sum = 0;
              for (int i = 0; i < passes; i++) {
                sum += PlainRead.sum(rows.mapped());
              }
              return sum;
            }));
    kernels.forEach((system, kernel) ->
        entries.add(
            new Entry(
                system.system(),
                system.kernel(),
                kernel.implementation(),
                passes -> passes(kernel, rows.count(), passes))));
    return entries;
  }

  private static long passes(RowKernel kernel, int count, int passes) {
    float[] scores = new float[BLOCK_ROWS];
    float last = 0;
    for (int i = 0; i < passes; i++) {
      for (int first = 0; first < count; first += BLOCK_ROWS) {
        kernel.score(first, Math.min(BLOCK_ROWS, count - first), scores);
        last += scores[0];
      }
    }
    return Float.floatToIntBits(last);
  }

  private List<Map<String, @Nullable Object>> measure(RowsFile rows, List<Entry> entries) {
    RoundTimer timer = new RoundTimer();
    long warmUpNanos = Math.min(WARM_UP_NANOS, 10 * task.bytes()); // Less where it is a smoke.
    for (int i = 0; i < entries.size(); i++) {
      notes.accept("warms up " + entries.get(i).system() + " " + entries.get(i).kernel());
      timer.warmUp(entries.get(i).pass(), warmUpNanos);
    }
    notes.accept("measures " + task.rounds() + " rounds");
    double[][] speeds = new double[entries.size()][task.rounds()];
    for (int round = 0; round < task.rounds(); round++) {
      for (int turn = 0; turn < entries.size(); turn++) {
        int i = (turn + round) % entries.size(); // Nobody is always behind the same one.
        speeds[i][round] =
            rows.mapped().byteSize() / timer.nanosPerOperation(entries.get(i).pass(), 1);
      }
    }
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      results.add(fields(rows, entries.get(i), speeds[i], speeds[0]));
    }
    return results;
  }

  private Map<String, @Nullable Object> fields(
      RowsFile rows, Entry entry, double[] speeds, double[] reads) {
    double[] ofRead = new double[speeds.length];
    Arrays.setAll(ofRead, round -> speeds[round] / reads[round]);
    Spread speed = Spread.of(speeds);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", entry.system());
    fields.put("kernel", entry.kernel());
    fields.put("metric", task.metric().text());
    fields.put("dimension", rows.dimension());
    fields.put("rows", rows.count());
    fields.put("implementation", entry.implementation());
    fields.put("gigabytesPerCpuSecond", speed.median());
    fields.put("spread", speed.relative());
    fields.put("ofRead", Spread.of(ofRead).median());
    fields.put("cpuNanosPerRow", rows.rowBytes() / speed.median());
    return fields;
  }
}
