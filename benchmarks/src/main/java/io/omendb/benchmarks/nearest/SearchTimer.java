package io.omendb.benchmarks.nearest;

import com.sun.management.OperatingSystemMXBean;
import io.omendb.benchmarks.vectors.QueryRows;
import io.omendb.benchmarks.vectors.Recall;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.WantedRows;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Times the searches of one thread and counts what they find. All queries are asked once, for the
 * recall; then again for half the time, to warm up; then again and again while the clock runs.
 */
final class SearchTimer {
  private static final long MAX_NANOS = 3_600_000_000_000L;
  private static final int DIGITS = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** One call's queries and what they may return. */
  private record Call(int first, float[][] queries, WantedRows[] wanted) {}

  private final NearestIndex index;
  private final NearestTask task;
  private final VectorSet base;
  private final VectorSet queries;
  private final QueryRows wantedRows;
  private final int batch;
  private final double[] kthBest;
  private final Call[] calls;
  private final Answer[] answers;

  /**
   * A timer.
   *
   * @param wantedRows what each query may return
   * @param batch queries of one call
   * @param kthBest the true k-th best score of each query
   */
  SearchTimer(
      NearestIndex index,
      NearestTask task,
      VectorSet base,
      VectorSet queries,
      QueryRows wantedRows,
      int batch,
      double[] kthBest) {
    this.index = index;
    this.task = task;
    this.base = base;
    this.queries = queries;
    this.wantedRows = wantedRows;
    this.batch = batch;
    this.kthBest = kthBest;
    calls =
        IntStream.iterate(0, first -> first < queries.count(), first -> first + batch)
            .mapToObj(this::call)
            .toArray(Call[]::new);
    answers = IntStream.range(0, batch).mapToObj(i -> new Answer(task.k())).toArray(Answer[]::new);
  }

  private Call call(int first) {
    int size = Math.min(batch, queries.count() - first);
    float[][] vectors = new float[size][];
    WantedRows[] wanted = new WantedRows[size];
    for (int i = 0; i < size; i++) {
      vectors[i] = queries.row(first + i);
      wanted[i] = wantedRows.of(first + i);
    }
    return new Call(first, vectors, wanted);
  }

  /** Searches at a setting for twice the time of a measurement, so that the code is compiled. */
  void warmUp(Setting setting) {
    run(setting, 2 * task.nanos(), new Histogram(MAX_NANOS, DIGITS));
  }

  /** The fields of a setting's result. */
  Map<String, @Nullable Object> measure(Setting setting) {
    Recall recall = new Recall(task.metric(), base, queries, task.k(), wantedRows, kthBest);
    boolean certified = true;
    for (Call call : calls) {
      search(call, setting);
      for (int i = 0; i < call.queries().length; i++) {
        recall.add(call.first() + i, answers[i].rows(), answers[i].count());
        certified &= answers[i].certified();
      }
    }
    run(setting, task.nanos() / 2, new Histogram(MAX_NANOS, DIGITS));
    System.gc();
    Histogram nanosPerCall = new Histogram(MAX_NANOS, DIGITS);
    long processStart = PROCESS.getProcessCpuTime();
    long cpuStart = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    long asked = run(setting, task.nanos(), nanosPerCall);
    long wall = System.nanoTime() - start;
    long cpu = THREADS.getCurrentThreadCpuTime() - cpuStart;
    long process = PROCESS.getProcessCpuTime() - processStart;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("recall", recall.value());
    fields.put("missingRows", recall.missing());
    fields.put("certified", certified);
    fields.put("queriesPerSecond", asked * 1e9 / wall);
    fields.put("cpuMicrosPerQuery", cpu / 1e3 / asked);
    fields.put("processCpuMicrosPerQuery", process / 1e3 / asked);
    fields.put("p50Nanos", nanosPerCall.getValueAtPercentile(50));
    fields.put("p99Nanos", nanosPerCall.getValueAtPercentile(99));
    fields.put("queries", asked);
    return fields;
  }

  /** Asks until the time is over; returns how many queries. */
  private long run(Setting setting, long nanos, Histogram nanosPerCall) {
    long asked = 0;
    long start = System.nanoTime();
    long before = start;
    for (int i = 0; before - start < nanos || asked == 0; i++) {
      Call call = calls[i % calls.length];
      search(call, setting);
      asked += call.queries().length;
      long now = System.nanoTime();
      nanosPerCall.recordValue(Math.min(now - before, MAX_NANOS));
      before = now;
    }
    return asked;
  }

  private void search(Call call, Setting setting) {
    if (batch == 1) {
      index.search(call.queries()[0], task.k(), call.wanted()[0], setting, answers[0]);
    } else {
      index.searchAll(call.queries(), task.k(), call.wanted(), setting, answers);
    }
  }
}
