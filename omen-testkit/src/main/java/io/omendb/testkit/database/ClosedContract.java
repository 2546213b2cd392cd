package io.omendb.testkit.database;

import static io.omendb.testkit.database.Refusals.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.RowReader;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.WriteBatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Handles whose object is gone say so, every time. */
interface ClosedContract extends DatabaseFixture {
  private Collection filled() {
    Collection vectors = create("vectors", "v vector<float32>[1]");
    vectors.put(Row.of(1).with("v", new float[1]));
    vectors.flush();
    vectors.put(Row.of(2).with("v", new float[1]));
    return vectors;
  }

  private static List<Executable> readsOf(RowReader reader) {
    return List.of(
        () -> reader.get(1),
        () -> reader.getAll(1, 2),
        () -> reader.getAll(),
        () -> reader.scan(ScanSpec.ALL),
        () -> reader.nearest(new float[1]).run(),
        () -> reader.explainGet(1),
        () -> reader.nearest(new float[1]).explain(),
        () -> reader.count(),
        () -> reader.count(KeyRange.of(0, 0)));
  }

  private static List<Executable> writesOf(Collection collection) {
    return List.of(
        () -> collection.put(Row.of(3)),
        () -> collection.delete(1),
        () -> collection.write(new WriteBatch()),
        collection::flush,
        collection::merge);
  }

  private static void assertAll(ErrorCode code, List<Executable> calls) {
    for (Executable call : calls) {
      assertCode(code, call);
    }
  }

  @Test
  default void closedDatabase_refusesEverything() {
    Database database = database();
    Collection collection = filled();
    View view = collection.view();
    RowCursor cursor = collection.scan(ScanSpec.ALL);
    RowCursor cursorOfView = view.scan(ScanSpec.ALL);
    assertEquals(1, cursor.next().key());
    database.close();
    database.close();
    assertAll(
        ErrorCode.CLOSED,
        List.of(
            database::listCollections,
            () -> database.collection("vectors"),
            () -> database.createCollection("other", Schema.of()),
            () -> database.dropCollection("vectors"),
            collection::view,
            collection::stats,
            cursor::hasNext,
            cursor::next,
            cursorOfView::next));
    assertAll(ErrorCode.CLOSED, readsOf(collection));
    assertAll(ErrorCode.CLOSED, writesOf(collection));
    assertAll(ErrorCode.CLOSED, readsOf(view));
    cursor.close();
    cursorOfView.close();
    view.close();
    view.close();
    assertEquals("vectors", collection.name());
    assertEquals("v vector<float32>[1]", collection.schema().toString());
  }

  @Test
  default void handlesClosedAfterReopening_doNoHarm() {
    Collection collection = filled();
    View view = collection.view();
    RowCursor cursor = view.scan(ScanSpec.ALL);
    Collection again = reopen().collection("vectors");
    cursor.close();
    view.close();
    assertEquals(2, again.count());
    again.merge();
    assertEquals(2, again.count());
  }

  @Test
  default void droppedCollection_refusesEverything() {
    Collection collection = filled();
    View view = collection.view();
    RowCursor cursor = view.scan(ScanSpec.ALL);
    database().dropCollection("vectors");
    assertAll(ErrorCode.COLLECTION_NOT_FOUND, readsOf(collection));
    assertAll(ErrorCode.COLLECTION_NOT_FOUND, writesOf(collection));
    assertAll(ErrorCode.COLLECTION_NOT_FOUND, readsOf(view));
    assertAll(
        ErrorCode.COLLECTION_NOT_FOUND, List.of(collection::view, collection::stats, cursor::next));
    cursor.close();
    view.close();
  }

  @Test
  default void droppedCollection_isNotTheNextOneOfItsName() {
    Collection dropped = filled();
    database().dropCollection("vectors");
    Collection next = filled();
    assertAll(ErrorCode.COLLECTION_NOT_FOUND, readsOf(dropped));
    assertAll(ErrorCode.COLLECTION_NOT_FOUND, writesOf(dropped));
    assertEquals(2, next.count());
  }

  @Test
  default void closedView_refusesReads() {
    Collection collection = filled();
    View view = collection.view();
    view.close();
    view.close();
    assertAll(ErrorCode.CLOSED, readsOf(view));
    assertEquals(2, collection.count());
  }

  @Test
  default void closedCursor_refusesReads() {
    Collection collection = filled();
    RowCursor cursor = collection.scan(ScanSpec.ALL);
    cursor.close();
    cursor.close();
    assertAll(ErrorCode.CLOSED, List.of(cursor::hasNext, cursor::next));
    assertEquals(2, collection.count());
  }
}
