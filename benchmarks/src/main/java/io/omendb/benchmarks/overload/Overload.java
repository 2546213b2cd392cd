package io.omendb.benchmarks.overload;

import com.sun.management.OperatingSystemMXBean;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.predicate.Predicate;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Finds the peak throughput of a server for calls that cost it a millisecond or so (a count by a
 * predicate), with callers that wait for their answers; then offers it a multiple of that, at a
 * steady pace that waits for nothing, without retries. Another caller gets one row every 20 ms all
 * the while.
 */
public final class Overload {
  private static final int BATCH_ROWS = 10_000;
  private static final int KINDS = 10;
  private static final Predicate WHERE = Predicate.parse("kind like 'kind 7%'");
  private static final Duration BETWEEN_GETS = Duration.ofMillis(20);

  private final Plan plan;
  private final ServedDatabase server;
  private final Collection rows;
  private final long expected;

  /**
   * What to measure.
   *
   * @param directory for the data, removed by the caller
   * @param rows rows that every call counts among
   * @param threads the server's {@code server.threads}
   * @param queue the server's {@code server.queue}
   * @param factor what is offered, as a multiple of the peak
   * @param seconds how long each phase is timed; half as long is not, before the first closed and
   *     before the open loop
   */
  public record Plan(
      Path directory, int rows, int threads, int queue, double factor, double seconds) {}

  /**
   * What was measured in one phase.
   *
   * @param load {@code closed loop} or {@code open loop}
   * @param callers how many waited for their answers; 0 where nobody did
   * @param offeredPerSecond calls begun
   * @param seconds how long
   * @param serverCpu processor time of the server, as a fraction of one core
   * @param clientCpu that of this process
   */
  public record Phase(
      String load,
      int callers,
      double offeredPerSecond,
      double seconds,
      Tally tally,
      double serverCpu,
      double clientCpu) {
    /** Calls answered a second. */
    public double goodputPerSecond() {
      return tally.answered.getTotalCount() / seconds;
    }

    /** Calls refused a second. */
    public double refusedPerSecond() {
      return tally.refused.getTotalCount() / seconds;
    }

    /** Calls that ended in another way than they may, and wrong answers. */
    public long wrong() {
      return tally.wrong.get();
    }

    /** A percentile of the calls that were answered, in nanoseconds. */
    public long answeredNanos(double percentile) {
      return tally.answered.getValueAtPercentile(percentile);
    }

    /** The same of those that were refused. */
    public long refusedNanos(double percentile) {
      return tally.refused.getValueAtPercentile(percentile);
    }

    /** The same of gets of one row. */
    public long getNanos(double percentile) {
      return tally.gets.getValueAtPercentile(percentile);
    }
  }

  private Overload(Plan plan, ServedDatabase server, Collection rows) {
    this.plan = plan;
    this.server = server;
    this.rows = rows;
    this.expected = rows.count(WHERE);
  }

  /** Runs all phases: those in closed loops first, the open one last. */
  public static List<Phase> run(Plan plan, Consumer<String> notes) {
    List<String> settings =
        List.of("server.threads=" + plan.threads(), "server.queue=" + plan.queue());
    try (ServedDatabase server = ServedDatabase.start(plan.directory(), settings, "-Xmx512m");
        Database database = Database.open(server.url())) {
      notes.accept("loading " + plan.rows() + " rows");
      Overload overload = new Overload(plan, server, load(database, plan.rows()));
      return overload.phases(notes);
    }
  }

  private static Collection load(Database database, int rows) {
    Collection collection = database.createCollection("rows", Schema.parse("kind utf8 not null"));
    for (int from = 0; from < rows; from += BATCH_ROWS) {
      WriteBatch batch = new WriteBatch();
      for (int key = from; key < Math.min(rows, from + BATCH_ROWS); key++) {
        batch.put(Row.of(key).with("kind", "kind " + key % KINDS + " of row " + key));
      }
      collection.write(batch);
    }
    collection.flush();
    return collection;
  }

  private List<Phase> phases(Consumer<String> notes) {
    notes.accept("warming up");
    closedLoop(plan.threads(), plan.seconds() / 2);
    List<Phase> phases = new ArrayList<>();
    for (int callers : List.of(plan.threads(), 2 * plan.threads(), 4 * plan.threads())) {
      notes.accept(callers + (callers == 1 ? " caller" : " callers"));
      phases.add(closedLoop(callers, plan.seconds()));
    }
    double peak = phases.stream().mapToDouble(Phase::goodputPerSecond).max().orElseThrow();
    notes.accept(plan.factor() + " times the peak");
    openLoop(plan.factor() * peak, plan.seconds() / 2); // refusing has to be compiled too
    phases.add(openLoop(plan.factor() * peak, plan.seconds()));
    return phases;
  }

  private Phase closedLoop(int callers, double seconds) {
    return phase(
        "closed loop",
        callers,
        seconds,
        (tally, executor, end) -> {
          for (int i = 0; i < callers; i++) {
            executor.execute(() -> {
              while (System.nanoTime() - end < 0) {
                tally.call(() -> rows.count(WHERE), expected);
              }
            });
          }
          sleepUntil(end);
        });
  }

  private Phase openLoop(double perSecond, double seconds) {
    long start = System.nanoTime();
    return phase(
        "open loop",
        0,
        seconds,
        (tally, executor, end) -> {
          for (long i = 0; ; i++) {
            long due = start + (long) (i * 1e9 / perSecond);
            if (due - end >= 0) {
              break;
            }
            sleepUntil(due);
            executor.execute(() -> tally.call(() -> rows.count(WHERE), expected));
          }
        });
  }

  /** Begins calls until the end. */
  @FunctionalInterface
  private interface Load {
    void run(Tally tally, ExecutorService executor, long endNanos);
  }

  private Phase phase(String name, int callers, double seconds, Load load) {
    Tally tally = new Tally();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    Duration serverCpu = server.cpu();
    long clientCpu = clientCpuNanos();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      executor.execute(() -> getUntil(end, tally));
      load.run(tally, executor, end);
    }
    double took = (System.nanoTime() - start) / 1e9;
    long begun = tally.answered.getTotalCount() + tally.refused.getTotalCount() + tally.wrong.get();
    return new Phase(
        name,
        callers,
        begun / took,
        took,
        tally,
        server.cpu().minus(serverCpu).toNanos() / 1e9 / took,
        (clientCpuNanos() - clientCpu) / 1e9 / took);
  }

  private void getUntil(long end, Tally tally) {
    while (System.nanoTime() - end < 0) {
      tally.get(() -> rows.get(1).isPresent());
      LockSupport.parkNanos(BETWEEN_GETS.toNanos());
    }
  }

  private static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static long clientCpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
