package io.omendb.benchmarks.service;

import io.omendb.ArrowBatch;
import io.omendb.ArrowCursor;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.WriteBatch;
import io.omendb.benchmarks.peers.ForkedJvm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** The process of the clients of our server: one connection, any number of callers. */
public final class OmenClients {
  static final String COLLECTION = "rows";
  static final String VALUE = "value";
  static final String SYSTEM = "omendb";

  private static final int CHECKED = 1_000;
  private static final long SEED = 7;

  private final Collection collection;
  private final ServiceRows rows;

  private OmenClients(Collection collection, ServiceRows rows) {
    this.collection = collection;
    this.rows = rows;
  }

  /** {@code URL ROWS VALUE_BYTES OPERATIONS NANOS RESULTS}. */
  public static void main(String[] arguments) {
    ForkedJvm.endWithParent();
    ServiceRows rows =
        new ServiceRows(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    long nanos = Long.parseLong(arguments[4]);
    try (Database database = Database.open(arguments[0])) {
      OmenClients clients = new OmenClients(database.collection(COLLECTION), rows);
      System.out.println("checks rows");
      clients.check();
      for (ServiceOperation operation :
          ServiceOperation.parse(List.of(arguments[3].split(",", -1)))) {
        for (int callers : operation.callers()) {
          System.out.println(operation.text() + ", callers: " + callers);
          Load load = clients.run(operation, callers, nanos);
          ForkedJvm.append(Path.of(arguments[5]), load.fields(SYSTEM, operation, callers));
        }
      }
    }
  }

  private void check() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < CHECKED; i++) {
      long key = presentKey(random);
      byte[] value = collection.get(key).orElseThrow().getBytes(VALUE);
      if (!Arrays.equals(value, rows.value(key))) {
        throw new IllegalStateException("The value under key " + key + " is another one's");
      }
    }
  }

  private Load run(ServiceOperation operation, int callers, long nanos) {
    return switch (operation) {
      case SCAN_ARROW -> scan(this::scanBatches, nanos);
      case SCAN_ROWS -> scan(this::scanRows, nanos);
      default ->
          LoadGenerator.run(
              callers,
              nanos,
              caller -> call(operation, new SplittableRandom(SEED * callers + caller)));
    };
  }

  private Runnable call(ServiceOperation operation, SplittableRandom random) {
    return switch (operation) {
      case GET, STREAM_GET -> () -> requirePresent(collection.get(presentKey(random)));
      case GET_UNARY -> () -> requirePresent(collection.getVersioned(presentKey(random)));
      case MULTI_GET -> () -> getAll(random, operation.rows());
      case PUT_SYNC -> () -> write(random, 1);
      case BATCH_SYNC -> () -> write(random, operation.rows());
      case SCAN_ARROW, SCAN_ROWS -> throw new IllegalArgumentException("has a loop of its own");
    };
  }

  private static void requirePresent(Optional<?> row) {
    if (row.isEmpty()) {
      throw new IllegalStateException("get lost a row");
    }
  }

  private long presentKey(SplittableRandom random) {
    return ServiceRows.key(random.nextInt(rows.rows()));
  }

  private void getAll(SplittableRandom random, int count) {
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = presentKey(random);
    }
    int found = collection.getAll(keys).size();
    if (found != count) {
      throw new IllegalStateException("multi_get found " + found + " of " + count + " rows");
    }
  }

  private void write(SplittableRandom random, int count) {
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < count; i++) {
      long key = ServiceRows.key(random.nextLong(rows.rows(), ServiceRows.MOST_ROWS));
      batch.put(Row.of(key).with(VALUE, rows.value(key)));
    }
    collection.write(batch, Durability.SYNC);
  }

  /** Whole scans until the time is over; the first is to warm up. */
  private Load scan(LongSupplier scan, long nanos) {
    requireAll(scan.getAsLong());
    long start = System.nanoTime();
    long scanned = 0;
    while (System.nanoTime() - start < nanos) {
      scanned += requireAll(scan.getAsLong());
    }
    return new Load(scanned, System.nanoTime() - start, Load.emptyHistogram());
  }

  private long requireAll(long count) {
    if (count < rows.rows()) {
      throw new IllegalStateException("a scan gave " + count + " of " + rows.rows() + " rows");
    }
    return count;
  }

  private long scanBatches() {
    long count = 0;
    try (ArrowCursor cursor = collection.scan().openArrow()) {
      for (ArrowBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        long least = (long) batch.rows() * (Long.BYTES + rows.valueBytes());
        count += batch.message().remaining() > least ? batch.rows() : 0;
      }
    }
    return count;
  }

  private long scanRows() {
    long count = 0;
    try (RowCursor cursor = collection.scan().open()) {
      while (cursor.hasNext()) {
        count += cursor.next().getBytes(VALUE).length == rows.valueBytes() ? 1 : 0;
      }
    }
    return count;
  }
}
