package io.omendb.benchmarks.pairings;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.WriteBatch;
import io.omendb.benchmarks.rounds.RoundTimer;
import io.omendb.benchmarks.rounds.Spread;
import io.omendb.benchmarks.rounds.Task;
import io.omendb.benchmarks.rounds.VectorKernels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Opens a database with one pairing, loads and checks it, then measures it in processor time of the
 * calling thread, in rounds. All pairings run in one process: what differs by less than the spread
 * says nothing.
 */
public final class PairingRun {
  /** What is measured, in this order. */
  public static final List<String> OPERATIONS =
      List.of("put", "get", "multi_get", "scan_1000", "knn");

  private static final int ROUNDS = 7;
  private static final int LOAD_BATCH = 1_000;
  private static final int GETS = 100;
  private static final int SCANNED = 1_000;
  private static final long SEED = 7;

  private final PairingRows rows;
  private final long roundNanos;

  /**
   * @param rows about how many
   * @param roundNanos processor time of one round
   */
  public PairingRun(int rows, long roundNanos) {
    this.rows = PairingRows.of(rows);
    this.roundNanos = roundNanos;
  }

  /** Rows that each database holds. */
  public int rows() {
    return rows.size();
  }

  /**
   * Measures a pairing.
   *
   * @param directory for its files; not there yet
   * @return the fields of each result; of a pairing that cannot run here one, with {@code skipped}
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INTERNAL} for a wrong answer
   */
  public List<Map<String, @Nullable Object>> run(Pairing pairing, Path directory) {
    Optional<String> reason = pairing.unavailableReason();
    if (reason.isPresent()) {
      Map<String, @Nullable Object> fields = names(pairing);
      fields.put("skipped", reason.get());
      return List.of(fields);
    }
    try (Database database = Database.open(pairing.uri(directory), pairing.options())) {
      Collection collection = database.createCollection("rows", Schema.parse(PairingRows.schema()));
      load(collection);
      new PairingCheck(pairing.text(), collection, rows).run();
      VectorKernels.awaitCompiled();
      List<Map<String, @Nullable Object>> results = new ArrayList<>();
      for (String operation : OPERATIONS) {
        if (!operation.equals("put")) {
          results.add(result(pairing, operation, collection));
        }
      }
      results.addFirst(result(pairing, "put", collection)); // last, for it adds rows
      return results;
    }
  }

  private void load(Collection collection) {
    for (int from = 0; from < rows.size(); from += LOAD_BATCH) {
      WriteBatch batch = new WriteBatch();
      for (int i = from; i < Math.min(rows.size(), from + LOAD_BATCH); i++) {
        batch.put(rows.row(i));
      }
      collection.write(batch, Durability.ASYNC);
    }
    collection.merge();
  }

  private Map<String, @Nullable Object> result(
      Pairing pairing, String operation, Collection collection) {
    Task task = task(operation, collection);
    RoundTimer timer = new RoundTimer();
    int operations = timer.warmUp(task, roundNanos);
    double[] nanos = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      nanos[round] = timer.nanosPerOperation(task, operations);
    }
    Spread spread = Spread.of(nanos);
    Map<String, @Nullable Object> fields = names(pairing);
    fields.put("operation", operation);
    fields.put("cpuNanosPerOperation", spread.median());
    fields.put("operationsPerCpuSecond", 1e9 / spread.median());
    fields.put("spread", spread.relative());
    fields.put("rounds", ROUNDS);
    fields.put("operations", (long) operations * ROUNDS);
    return fields;
  }

  private static Map<String, @Nullable Object> names(Pairing pairing) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("index", pairing.index().name());
    fields.put("storage", pairing.storage().name());
    fields.put("compute", pairing.compute().name());
    return fields;
  }

  private Task task(String operation, Collection collection) {
    SplittableRandom random = new SplittableRandom(SEED);
    return switch (operation) {
      case "put" -> count -> put(collection, random, count);
      case "get" -> count -> get(collection, random, count);
      case "multi_get" -> count -> getAll(collection, random, count);
      case "scan_1000" -> count -> scan(collection, random, count);
      case "knn" -> count -> search(collection, random, count);
      default -> throw new IllegalArgumentException("No operation named " + operation);
    };
  }

  private int any(SplittableRandom random) {
    return random.nextInt(rows.size());
  }

  /** Rows that are there already, written again. */
  private long put(Collection collection, SplittableRandom random, int count) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = collection.write(new WriteBatch().put(rows.row(any(random))), Durability.ASYNC);
    }
    return last;
  }

  private long get(Collection collection, SplittableRandom random, int count) {
    long found = 0;
    for (int i = 0; i < count; i++) {
      found += collection.get(rows.keys()[any(random)]).orElseThrow().key();
    }
    return found;
  }

  /** A hundred rows in one call. */
  private long getAll(Collection collection, SplittableRandom random, int count) {
    long found = 0;
    long[] keys = new long[Math.min(GETS, rows.size())];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < keys.length; j++) {
        keys[j] = rows.keys()[any(random)];
      }
      found += collection.getAll(keys).size();
    }
    return found;
  }

  /** A thousand rows from a random one on. */
  private long scan(Collection collection, SplittableRandom random, int count) {
    long sum = 0;
    int last = Math.max(1, rows.size() - SCANNED + 1);
    for (int i = 0; i < count; i++) {
      long from = rows.keys()[random.nextInt(last)];
      try (RowCursor cursor = collection.scan().from(from).limit(SCANNED).open()) {
        while (cursor.hasNext()) {
          sum += cursor.next().key();
        }
      }
    }
    return sum;
  }

  /** The ten nearest rows, exactly. */
  private long search(Collection collection, SplittableRandom random, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      float[] query = rows.queries()[random.nextInt(rows.queries().length)];
      sum +=
          collection.nearest(PairingRows.VECTOR, query).k(10).mode(SearchMode.EXACT).hits().size();
    }
    return sum;
  }
}
