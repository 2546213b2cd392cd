package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Row;
import io.omendb.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a database has promised: of each collection the rows after every commit, up to which of them
 * it was acknowledged, and up to which it must survive a power cut. For one thread.
 */
final class Ledger {
  private static final int SENT_AGAIN = 5;

  /** The promises about one collection; a commit's seq is the index of its state. */
  private static final class Promises {
    final List<NavigableMap<Long, Row>> states = new ArrayList<>(List.of(new TreeMap<>()));
    final List<WriteBatch> batches = new ArrayList<>();
    int acknowledged;
    int durable;
    boolean mayBeMissing = true;

    int attempted() {
      return states.size() - 1;
    }
  }

  private final NavigableMap<String, Promises> collections = new TreeMap<>();

  /** A collection that is being created. */
  void creating(String name) {
    collections.put(name, new Promises());
  }

  void created(String name) {
    promises(name).mayBeMissing = false;
  }

  /** A collection that is being dropped. */
  void dropping(String name) {
    promises(name).mayBeMissing = true;
  }

  void dropped(String name) {
    collections.remove(name);
  }

  /** A commit that is being made. */
  void writing(String name, WriteBatch batch) {
    Promises promises = promises(name);
    NavigableMap<Long, Row> next = new TreeMap<>(promises.states.getLast());
    for (WriteBatch.Operation operation : batch.operations()) {
      switch (operation) {
        case WriteBatch.Put put -> next.put(put.key(), put.row());
        case WriteBatch.Delete delete -> next.remove(delete.key());
      }
    }
    promises.states.add(next);
    promises.batches.add(batch);
  }

  /** The commit that was being made has been acknowledged. */
  void written(String name, long seq, boolean durable) {
    Promises promises = promises(name);
    assertEquals(promises.attempted(), seq, "seq");
    promises.acknowledged = promises.attempted();
    if (durable) {
      promises.durable = promises.acknowledged;
    }
  }

  /** All that was acknowledged has become durable. */
  void durable(String name) {
    Promises promises = promises(name);
    promises.durable = promises.acknowledged;
  }

  void allDurable() {
    collections.keySet().forEach(this::durable);
  }

  /** Whether there are acknowledged commits that a power cut may take. */
  boolean hasMoreToLose() {
    return collections.values().stream().anyMatch(each -> each.durable < each.acknowledged);
  }

  /** The collections that there are, or may be. */
  List<String> names() {
    return List.copyOf(collections.keySet());
  }

  /** The rows that readers see now. */
  NavigableMap<Long, Row> rows(String name) {
    Promises promises = promises(name);
    return promises.states.get(promises.acknowledged);
  }

  private Promises promises(String name) {
    return Objects.requireNonNull(collections.get(name), name);
  }

  /** Checks what a handle gives that has been open all the time. */
  void checkLive(Database database) {
    for (Map.Entry<String, Promises> each : collections.entrySet()) {
      if (!each.getValue().mayBeMissing) {
        checkRows(database.collection(each.getKey()), rows(each.getKey()));
      }
    }
  }

  /**
   * Checks what was found after a crash, and takes it for what is promised from now on: power cuts
   * included, for an open shows nothing that one could still take.
   */
  void checkRecovered(Database database) {
    TreeSet<String> found = new TreeSet<>(database.listCollections());
    for (String name : names()) {
      Promises promises = promises(name);
      if (!found.remove(name)) {
        assertTrue(promises.mayBeMissing, () -> name + " is gone");
        dropped(name);
        continue;
      }
      Collection collection = database.collection(name);
      int seq = (int) collection.stats().seq();
      assertTrue(
          promises.durable <= seq && seq <= promises.attempted(),
          () ->
              "%s is at seq %d, durable up to %d, acknowledged up to %d, attempted up to %d"
                  .formatted(
                      name, seq, promises.durable, promises.acknowledged, promises.attempted()));
      checkRows(collection, promises.states.get(seq));
      promises.mayBeMissing = false;
      promises.acknowledged = seq;
      promises.durable = seq;
      promises.states.subList(seq + 1, promises.states.size()).clear();
      promises.batches.subList(seq, promises.batches.size()).clear();
    }
    assertEquals(new TreeSet<>(), found, "collections that nobody created");
  }

  /** Sends the last commits there are again, which must write nothing; all have request ids. */
  void checkSentAgain(Database database) {
    collections.forEach((name, promises) -> {
      Collection collection = database.collection(name);
      int last = promises.acknowledged;
      for (int seq = Math.max(1, last - SENT_AGAIN + 1); seq <= last; seq++) {
        assertEquals(seq, collection.write(promises.batches.get(seq - 1)), name);
      }
      assertEquals(last, collection.stats().seq(), name);
    });
  }

  private static void checkRows(Collection collection, NavigableMap<Long, Row> expected) {
    List<Row> rows = List.copyOf(expected.values());
    assertEquals(rows, collection.scan().toList(), collection::name);
    assertEquals(rows.size(), collection.count(), collection::name);
    long[] keys = expected.keySet().stream().mapToLong(Long::longValue).toArray();
    assertEquals(rows, collection.getAll(keys), collection::name);
    assertTrue(collection.get(Long.MIN_VALUE).isEmpty(), collection::name);
  }
}
