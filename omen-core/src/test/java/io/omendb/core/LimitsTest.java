package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one database may take of memory and of views, whatever the number of its collections. */
class LimitsTest {
  private static long memTableBytes(Database database) {
    long bytes = 0;
    for (String name : database.listCollections()) {
      bytes += database.collection(name).stats().memtableBytes();
    }
    return bytes;
  }

  /** No memtable reaches its own size, but all together exceed the budget many times. */
  @Test
  @Timeout(120)
  void memtables_shareABudget() {
    long budget = 200_000;
    DatabaseOptions options =
        DatabaseOptions.defaults()
            .with(DatabaseOptions.Key.MEMTABLES_BYTES, Long.toString(budget))
            .with(DatabaseOptions.Key.DURABILITY, "async");
    int collections = 12;
    int rounds = 1_000;
    try (Database database = Database.open("memory:", options)) {
      List<Collection> all = new ArrayList<>();
      for (int i = 0; i < collections; i++) {
        all.add(database.createCollection("c" + i, Schema.parse("value int64")));
      }
      for (long key = 0; key < rounds; key++) {
        for (Collection rows : all) {
          rows.put(Row.of(key).with("value", key));
        }
        assertTrue(memTableBytes(database) <= budget + 1_000, "round " + key);
      }
      for (Collection rows : all) {
        assertEquals(rounds, rows.count());
      }
      assertTrue(
          all.stream().anyMatch(rows -> !rows.stats().segments().isEmpty()),
          "none was flushed before it was full");
    }
  }

  @Test
  void views_areLimited() {
    DatabaseOptions options = DatabaseOptions.defaults().with(DatabaseOptions.Key.VIEWS_MAX, "3");
    try (Database database = Database.open("memory:", options)) {
      Collection rows = database.createCollection("rows", Schema.of());
      List<View> views = new ArrayList<>(List.of(rows.view(), rows.view(), rows.view()));
      OmenException refusal = assertThrows(OmenException.class, rows::view);
      assertEquals(ErrorCode.LIMIT_EXCEEDED, refusal.code());
      assertEquals(Optional.of("views.max"), refusal.field());
      views.getFirst().close();
      views.getFirst().close();
      views.add(rows.view());
      assertThrows(OmenException.class, rows::view);
      views.forEach(View::close);
      rows.view().close();
    }
  }
}
