package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.KeyRange;
import io.omendb.Row;
import io.omendb.View;
import io.omendb.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A view reads one commit, whatever happens after it. */
interface ViewContract extends DatabaseFixture {
  private static void assertReads(View view, List<Row> expected) {
    assertEquals(expected, view.scan().toList());
    assertEquals(expected.reversed(), view.scan().descending().toList());
    assertEquals(expected.size(), view.count());
    for (Row row : expected.stream().limit(1).toList()) {
      assertTrue(view.explainGet(row.key()).found());
      assertEquals(view.seq(), view.explainGet(row.key()).seq());
      assertFalse(view.explainGet(row.key() - 1).found());
    }
    assertEquals(expected, view.getAll(expected.stream().mapToLong(Row::key).sorted().toArray()));
    for (Row row : expected) {
      assertEquals(Optional.of(row), view.get(row.key()));
      assertEquals(1, view.count(KeyRange.of(row.key(), row.key() + 1)));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*REPLAYED|.*REOPENED")
  default void view_isNotChangedByWhatComesAfter(Stage stage) {
    Collection numbers = create("numbers", "value int64, position vector<float32>[1]");
    List<View> views = new ArrayList<>();
    List<List<Row>> states = new ArrayList<>();
    for (long round = 0; round < 8; round++) {
      WriteBatch batch = new WriteBatch();
      for (long key = round; key < 100; key += round + 1) {
        float[] position = {round};
        if (round % 3 == 2) {
          batch.delete(key);
        } else {
          batch.put(Row.of(key).with("value", round).with("position", position));
        }
      }
      long seq = numbers.write(batch);
      views.add(numbers.view());
      states.add(numbers.scan().toList());
      assertEquals(seq, views.getLast().seq());
      stage.move(this, numbers);
      for (int i = 0; i < views.size(); i++) {
        assertReads(views.get(i), states.get(i));
      }
    }
    numbers.delete(states.getLast().stream().mapToLong(Row::key).toArray());
    numbers.merge();
    for (int i = 0; i < views.size(); i++) {
      assertReads(views.get(i), states.get(i));
      long vectors = states.get(i).size();
      assertEquals(vectors, views.get(i).nearest(new float[1]).k(1000).hits().size());
      views.get(i).close();
    }
    assertEquals(0, numbers.count());
  }

  @Test
  default void view_ofAnEmptyCollection_staysEmpty() {
    Collection numbers = create("numbers", "value int64");
    try (View view = numbers.view()) {
      numbers.put(Row.of(1));
      numbers.merge();
      assertEquals(0, view.seq());
      assertReads(view, List.of());
      assertEquals(numbers.schema(), view.schema());
      assertEquals(Optional.empty(), view.get(1));
    }
  }

  @Test
  default void cursorOfAView_goesOnAfterTheViewIsClosed() {
    Collection numbers = create("numbers", "value int64");
    for (long key = 0; key < 200; key++) {
      numbers.put(Row.of(key));
    }
    numbers.flush();
    View view = numbers.view();
    try (var cursor = view.scan().open()) {
      assertEquals(0, cursor.next().key());
      view.close();
      numbers.delete(1, 2, 3);
      numbers.merge();
      for (long key = 1; key < 200; key++) {
        assertEquals(key, cursor.next().key());
      }
    }
  }
}
