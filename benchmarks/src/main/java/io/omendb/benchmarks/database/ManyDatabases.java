package io.omendb.benchmarks.database;

import io.omendb.CollectionStats;
import io.omendb.benchmarks.peers.RowValues;
import io.omendb.testkit.keys.DataSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Several databases in one process, each written to by one thread and queried by another while it
 * flushes and merges. Their memtables are small, so that both happen all the time.
 */
public final class ManyDatabases {
  private static final long SEED = 42;

  /**
   * What to run.
   *
   * @param directory where the databases lie; there, and empty
   * @param databases how many
   * @param rows rows written to each
   * @param valueBytes length of a value
   */
  public record Plan(Path directory, int databases, int rows, int valueBytes) {}

  /**
   * What came of it.
   *
   * @param totalNanos from the first write until every row of every database was in segments
   * @param wrong gets whose value was not the one written, and rows missing at the end
   * @param segmentsWritten segments that flushes and merges wrote
   * @param segments those that are left
   * @param gets nanoseconds of every get
   */
  public record Outcome(
      long totalNanos, long wrong, long segmentsWritten, long segments, Histogram gets) {}

  private ManyDatabases() {}

  /** Runs the plan. The first failure of any database ends it, as an exception. */
  public static Outcome run(Plan plan) {
    RowValues values = RowValues.of(plan.valueBytes(), SEED);
    List<BusyDatabase> all = new ArrayList<>();
    try {
      for (int i = 0; i < plan.databases(); i++) {
        long[] keys = DataSet.UNIFORM.generate(plan.rows(), SEED + i);
        all.add(new BusyDatabase(plan.directory().resolve("db-" + i), keys, values, SEED + i));
      }
      long start = System.nanoTime();
      all.forEach(BusyDatabase::start);
      all.forEach(BusyDatabase::join);
      long nanos = System.nanoTime() - start;
      return outcome(all, nanos);
    } finally {
      all.forEach(BusyDatabase::close);
    }
  }

  private static Outcome outcome(List<BusyDatabase> all, long nanos) {
    Histogram gets = BusyDatabase.emptyHistogram();
    long wrong = 0;
    long written = 0;
    long segments = 0;
    for (BusyDatabase database : all) {
      gets.add(database.gets());
      wrong += database.wrong();
      CollectionStats stats = database.stats();
      segments += stats.segments().size();
      written += stats.segments().stream().mapToLong(ManyDatabases::number).max().orElse(0);
    }
    return new Outcome(nanos, wrong, written, segments, gets);
  }

  /** Segments are numbered as they are written: {@code rows-1-000007.arrow} is the seventh. */
  private static long number(CollectionStats.SegmentStats segment) {
    String name = segment.name();
    return Long.parseLong(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
  }
}
