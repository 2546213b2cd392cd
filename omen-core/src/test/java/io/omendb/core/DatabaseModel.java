package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ArrowCursor;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.RowReader;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.WriteBatch;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Random operations on a database and on a sorted map, compared after each. A seed fixes the whole
 * run but for the moments at which background work happens.
 */
final class DatabaseModel implements AutoCloseable {
  private static final Schema SCHEMA =
      Schema.parse("name utf8, size int64 not null, v vector<float32>[2]");
  private static final int FEW_KEYS = 80;

  private record Held(View view, RowCursor cursor, NavigableMap<Long, Row> rows, int read) {}

  private final Supplier<Database> opener;
  private final Random random;
  private final List<Held> held = new ArrayList<>();
  private final NavigableMap<Long, Row> live = new TreeMap<>();
  private Database database;
  private Collection collection;
  private long seq;

  /**
   * A model of a collection that does not exist yet.
   *
   * @param opener opens the same location at every call
   */
  DatabaseModel(Supplier<Database> opener, long seed) {
    this.opener = opener;
    this.random = new Random(seed);
    this.database = opener.get();
    this.collection = database.createCollection("model", SCHEMA);
  }

  /** Runs operations; the failure of one names it. */
  void run(int operations) {
    String last = "none";
    for (int i = 0; i < operations; i++) {
      try {
        last = step();
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("operation " + i + ", after " + last, failure);
      }
    }
    checkAll(collection, live);
  }

  private String step() {
    int choice = random.nextInt(100);
    if (choice < 22) {
      write(1);
      return "put or delete";
    } else if (choice < 40) {
      write(1 + random.nextInt(20));
      return "batch";
    } else if (choice < 58) {
      get(collection, live);
      return "get";
    } else if (choice < 63) {
      getAll(collection, live);
      return "getAll";
    } else if (choice < 72) {
      scan(collection, live);
      return "scan";
    } else if (choice < 76) {
      assertEquals(within(live, someRange()).size(), collection.count(lastRange));
      return "count";
    } else if (choice < 81) {
      nearest(collection, live);
      return "nearest";
    } else if (choice < 85) {
      collection.flush();
      return "flush";
    } else if (choice < 87) {
      collection.merge();
      return "merge";
    } else if (choice < 89) {
      reopen();
      return "reopen";
    } else if (choice < 92) {
      hold();
      return "hold a view";
    } else if (choice < 97) {
      readHeld();
      return "read a view";
    } else if (choice < 99) {
      letGo();
      return "close a view";
    }
    refused();
    return "a bad batch";
  }

  private KeyRange lastRange = KeyRange.ALL;

  private long someKey() {
    int choice = random.nextInt(FEW_KEYS);
    return switch (choice) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      default -> choice % 8 == 0 ? (long) choice << 50 : choice - 40L;
    };
  }

  private KeyRange someRange() {
    long a = someKey();
    long b = someKey();
    lastRange =
        switch (random.nextInt(4)) {
          case 0 -> KeyRange.ALL;
          case 1 -> KeyRange.between(a, null);
          case 2 -> KeyRange.between(null, b);
          default -> KeyRange.of(Math.min(a, b), Math.max(a, b));
        };
    return lastRange;
  }

  private static NavigableMap<Long, Row> within(NavigableMap<Long, Row> rows, KeyRange keys) {
    Long to = keys.to();
    return to == null ? rows.tailMap(keys.from(), true) : rows.subMap(keys.from(), true, to, false);
  }

  private void write(int operations) {
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < operations; i++) {
      long key = someKey();
      if (random.nextInt(3) == 0) {
        batch.delete(key);
        live.remove(key);
      } else {
        Row row = Row.of(key).with("size", random.nextLong());
        if (random.nextInt(4) != 0) {
          row = row.with("name", "n".repeat(random.nextInt(40)));
        }
        if (random.nextInt(4) != 0) {
          row = row.with("v", new float[] {random.nextInt(9), random.nextFloat()});
        }
        batch.put(row);
        live.put(key, row);
      }
    }
    long written = collection.write(batch);
    assertEquals(seq + 1, written);
    seq = written;
  }

  private void refused() {
    WriteBatch batch = new WriteBatch().put(Row.of(someKey()).with("size", 1)).delete(someKey());
    batch.put(Row.of(someKey()));
    OmenException refusal = assertThrows(OmenException.class, () -> collection.write(batch));
    assertEquals(ErrorCode.INVALID_VALUE, refusal.code());
  }

  private void get(RowReader reader, NavigableMap<Long, Row> rows) {
    long key = someKey();
    assertEquals(Optional.ofNullable(rows.get(key)), reader.get(key), () -> "key " + key);
  }

  private void getAll(RowReader reader, NavigableMap<Long, Row> rows) {
    long[] keys = LongStream.range(0, random.nextInt(30)).map(i -> someKey()).toArray();
    List<Row> expected = LongStream.of(keys).mapToObj(rows::get).filter(Objects::nonNull).toList();
    assertEquals(expected, reader.getAll(keys));
  }

  private void scan(RowReader reader, NavigableMap<Long, Row> rows) {
    KeyRange keys = someRange();
    boolean descending = random.nextBoolean();
    long limit = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(20);
    NavigableMap<Long, Row> inside = within(rows, keys);
    List<Row> expected =
        (descending ? inside.descendingMap() : inside).values().stream().limit(limit).toList();
    var query = reader.scan().from(keys.from()).limit(limit);
    Long to = keys.to();
    if (to != null) {
      query.to(to);
    }
    if (descending) {
      query.descending();
    }
    assertEquals(expected, query.toList(), () -> keys + (descending ? " descending" : ""));
    assertEquals(expected, arrow(query.openArrow()), () -> keys + (descending ? " down" : ""));
  }

  private static List<Row> arrow(ArrowCursor cursor) {
    List<Row> rows = new ArrayList<>();
    try (ArrowRowReader reader = ArrowRows.read(cursor.stream())) {
      for (List<Row> batch = reader.nextBatch(); batch != null; batch = reader.nextBatch()) {
        rows.addAll(batch);
      }
    }
    return rows;
  }

  private void nearest(RowReader reader, NavigableMap<Long, Row> rows) {
    KeyRange keys = someRange();
    float[] query = {random.nextInt(9), random.nextFloat()};
    int k = 1 + random.nextInt(12);
    List<Double> expected =
        within(rows, keys).values().stream()
            .filter(row -> row.get("v") != null)
            .map(row -> distance(query, row.getVector("v")))
            .sorted()
            .limit(k)
            .toList();
    var search = reader.nearest(query).k(k).from(keys.from());
    Long to = keys.to();
    if (to != null) {
      search.to(to);
    }
    var hits = search.hits();
    assertEquals(expected.size(), hits.size());
    for (int i = 0; i < hits.size(); i++) {
      assertEquals(expected.get(i), hits.get(i).distance(), 1e-12, "hit " + i);
      assertEquals(rows.get(hits.get(i).key()), hits.get(i).row(), "hit " + i);
    }
  }

  private static double distance(float[] a, float[] b) {
    return Math.hypot((double) a[0] - b[0], (double) a[1] - b[1]);
  }

  private void reopen() {
    List<Held> abandoned = List.copyOf(held);
    held.clear();
    database.close();
    for (Held each : abandoned) {
      OmenException closed = assertThrows(OmenException.class, () -> each.view.get(0));
      assertEquals(ErrorCode.CLOSED, closed.code());
      each.cursor.close();
      each.view.close();
    }
    database = opener.get();
    collection = database.collection("model");
    assertEquals(seq, collection.stats().seq());
  }

  private void hold() {
    View view = collection.view();
    assertEquals(seq, view.seq());
    NavigableMap<Long, Row> rows = new TreeMap<>(live);
    RowCursor cursor = view.scan().open();
    int read = Math.min(rows.size(), random.nextInt(10));
    for (int i = 0; i < read; i++) {
      cursor.next();
    }
    held.add(new Held(view, cursor, rows, read));
  }

  private void readHeld() {
    if (held.isEmpty()) {
      return;
    }
    Held one = held.get(random.nextInt(held.size()));
    switch (random.nextInt(5)) {
      case 0 -> scan(one.view, one.rows);
      case 1 -> nearest(one.view, one.rows);
      case 2 -> getAll(one.view, one.rows);
      case 3 -> assertEquals(within(one.rows, someRange()).size(), one.view.count(lastRange));
      default -> get(one.view, one.rows);
    }
  }

  private void letGo() {
    if (held.isEmpty()) {
      return;
    }
    Held one = held.remove(random.nextInt(held.size()));
    checkAll(one.view, one.rows);
    one.view.close();
    List<Row> rest = new ArrayList<>();
    one.cursor.forEachRemaining(rest::add);
    one.cursor.close();
    assertEquals(one.rows.values().stream().skip(one.read).toList(), rest);
  }

  private void checkAll(RowReader reader, NavigableMap<Long, Row> rows) {
    assertEquals(List.copyOf(rows.values()), reader.scan().toList());
    assertEquals(rows.size(), reader.count());
    assertTrue(collection.stats().seq() >= seq);
  }

  @Override
  public void close() {
    held.forEach(one -> one.cursor.close());
    held.forEach(one -> one.view.close());
    database.close();
  }
}
