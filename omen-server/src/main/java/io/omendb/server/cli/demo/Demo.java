package io.omendb.server.cli.demo;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Hit;
import io.omendb.KeyRange;
import io.omendb.NearestQuery;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.ProgressBar;
import io.omendb.server.cli.demo.DemoReport.IndexFigures;
import io.omendb.server.cli.demo.DemoReport.Place;
import io.omendb.server.cli.demo.DemoReport.Point;
import io.omendb.server.cli.demo.DemoReport.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The main job from end to end: load, close, open again, and read by key, by range, by distance.
 */
public final class Demo {
  private static final String COLLECTION = "cities";
  private static final int NEAREST = 10;
  private static final int LARGEST_SHOWN = 5;
  private static final int RUNS = 21;
  private static final int DEEPEST_LEVEL = 12;
  private static final int ROWS_WORTH_SHOWING = 20;
  private static final long SEED = 42;

  private final String uri;
  private final DatabaseOptions options;
  private final Coordinate near;
  private final Console console;

  private record Loaded(int sharedCells, long loadNanos, long flushNanos) {}

  /**
   * A run of the demonstration.
   *
   * @param uri where a database is made; nothing may be there yet
   * @param near where the nearest places are measured from
   * @param console where progress is shown
   */
  public Demo(String uri, DatabaseOptions options, Coordinate near, Console console) {
    this.uri = uri;
    this.options = options;
    this.near = near;
    this.console = console;
  }

  /** Runs it. */
  public DemoReport run() {
    Loaded loaded = load();
    long started = System.nanoTime();
    try (Database database = Database.open(uri, options)) {
      Collection cities = database.collection(COLLECTION);
      boolean reopened = cities.count() == CityFile.ROWS;
      return read(database, cities, loaded, System.nanoTime() - started, reopened);
    }
  }

  private Loaded load() {
    try (Database database = Database.open(uri, options);
        ProgressBar progress = new ProgressBar(console, "loading cities")) {
      Collection cities = database.createCollection(COLLECTION, CityFile.SCHEMA);
      long started = System.nanoTime();
      int sharedCells = CityLoader.load(cities, progress);
      long committed = System.nanoTime();
      cities.flush();
      return new Loaded(sharedCells, committed - started, System.nanoTime() - committed);
    }
  }

  private DemoReport read(
      Database database, Collection cities, Loaded loaded, long openNanos, boolean reopened) {
    long[] sorted = keys(cities);
    long[] shuffled = shuffled(sorted);
    double getNanos = Timing.perKey(shuffled, key -> requireThere(cities, key));
    KeyRange region = region(cities);
    List<Row> inRegion = largestFirst(cities.scan(scan(region)));
    Row known = inRegion.getFirst();

    float[] query = Globe.position32(near.latitude(), near.longitude());
    NearestQuery nearest = cities.nearest("position", query).k(NEAREST);
    long nearestNanos = Timing.median(RUNS, nearest::hits);
    List<Hit> hits = nearest.hits();
    BruteForce bruteForce = new BruteForce(query);
    long started = System.nanoTime();
    boolean equal = bruteForce.confirms(cities, NEAREST, hits);
    long bruteForceNanos = System.nanoTime() - started;

    List<IndexFigures> indexes;
    try (ProgressBar progress = new ProgressBar(console, "comparing indexes")) {
      indexes = IndexComparison.run(sorted, shuffled, progress);
    }
    List<Place> places = hits.stream().map(bruteForce::place).toList();
    return new DemoReport(
        uri,
        cities.count(),
        loaded.sharedCells(),
        loaded.loadNanos(),
        loaded.flushNanos(),
        openNanos,
        cities.stats().segments().size(),
        reopened,
        new Point(known.key(), nameUnder(cities, known.key()), getNanos),
        range(cities, region, inRegion),
        near,
        places,
        nearestNanos,
        bruteForceNanos,
        equal,
        indexes,
        cities.stats().learned(),
        database.engines());
  }

  private static void requireThere(Collection cities, long key) {
    if (cities.get(key).isEmpty()) {
      throw new AssertionError("The key " + key + " was loaded and is not found");
    }
  }

  private static String nameUnder(Collection cities, long key) {
    return cities.get(key).orElseThrow().getString("name");
  }

  /** The smallest square region around the coordinate that has some places. */
  private KeyRange region(Collection cities) {
    int level = DEEPEST_LEVEL;
    KeyRange keys = CityKeys.region(near.latitude(), near.longitude(), level);
    while (level > 0 && cities.count(keys) < ROWS_WORTH_SHOWING) {
      level--;
      keys = CityKeys.region(near.latitude(), near.longitude(), level);
    }
    return keys;
  }

  private static Range range(Collection cities, KeyRange keys, List<Row> rows) {
    long nanos = Timing.median(RUNS, () -> drain(cities.scan(scan(keys))));
    List<String> largest =
        rows.stream().limit(LARGEST_SHOWN).map(row -> row.getString("name")).toList();
    return new Range(keys.from(), keys.last() + 1, rows.size(), nanos, largest);
  }

  private static ScanSpec scan(KeyRange keys) {
    return new ScanSpec(keys, false, ScanSpec.NO_LIMIT, null);
  }

  private static void drain(RowCursor cursor) {
    try (cursor) {
      while (cursor.hasNext()) {
        cursor.next();
      }
    }
  }

  private static List<Row> largestFirst(RowCursor cursor) {
    List<Row> rows = new ArrayList<>();
    try (cursor) {
      cursor.forEachRemaining(rows::add);
    }
    rows.sort(Comparator.comparingLong((Row row) -> row.getLong("population")).reversed());
    return rows;
  }

  private static long[] keys(Collection cities) {
    long[] keys = new long[CityFile.ROWS];
    int size = 0;
    try (RowCursor cursor = cities.scan().columns().open()) {
      while (cursor.hasNext()) {
        keys[size++] = cursor.next().key();
      }
    }
    return Arrays.copyOf(keys, size);
  }

  private static long[] shuffled(long[] sorted) {
    long[] shuffled = sorted.clone();
    Random random = new Random(SEED);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long exchanged = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = exchanged;
    }
    return shuffled;
  }
}
