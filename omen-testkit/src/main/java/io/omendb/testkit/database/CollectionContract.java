package io.omendb.testkit.database;

import static io.omendb.testkit.database.Refusals.assertCode;
import static io.omendb.testkit.database.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.Row;
import io.omendb.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections come and go by name. */
interface CollectionContract extends DatabaseFixture {
  @Test
  default void create_givesAnEmptyCollectionOfThatSchema() {
    Schema schema = Schema.parse("name utf8 not null, position vector<float32>[3, cosine]");
    Collection created = database().createCollection("places", schema);
    for (Collection collection : List.of(created, database().collection("places"))) {
      assertEquals("places", collection.name());
      assertEquals(schema, collection.schema());
      assertEquals(0, collection.count());
      assertEquals(Optional.empty(), collection.get(0));
      assertEquals(List.of(), collection.scan().toList());
      assertEquals(List.of(), collection.nearest(new float[3]).hits());
      assertEquals(0, collection.stats().seq());
    }
  }

  @Test
  default void create_ofATakenName_isRefusedAndChangesNothing() {
    Collection first = create("places", "name utf8");
    first.put(Row.of(1).with("name", "Bern"));
    assertRefused(
        ErrorCode.COLLECTION_EXISTS,
        "collection",
        () -> create("places", "other int64"),
        "'places'");
    assertEquals("name utf8", database().collection("places").schema().toString());
    assertEquals(1, first.count());
  }

  @Test
  default void list_isSorted() {
    assertEquals(List.of(), database().listCollections());
    for (String name : List.of("b", "a10", "c_", "a1", "a")) {
      create(name, "");
    }
    assertEquals(List.of("a", "a1", "a10", "b", "c_"), database().listCollections());
  }

  @Test
  default void collection_ofAnUnknownName_saysWhichThereAre() {
    assertRefused(
        ErrorCode.COLLECTION_NOT_FOUND,
        "collection",
        () -> database().collection("places"),
        "'places'",
        "none yet");
    create("cities", "");
    create("rivers", "");
    assertRefused(
        ErrorCode.COLLECTION_NOT_FOUND,
        "collection",
        () -> database().dropCollection("places"),
        "'places'",
        "cities, rivers");
  }

  @Test
  default void longestName_isUsable() {
    String name = "n".repeat(Limits.MAX_NAME_LENGTH);
    create(name, name + " int64").put(Row.of(1).with(name, 2L));
    database().collection(name).flush();
    assertEquals(2, database().collection(name).get(1).orElseThrow().getLong(name));
  }

  @Test
  default void mostColumns_areUsable() {
    String schema =
        IntStream.range(0, Limits.MAX_COLUMNS)
            .mapToObj(i -> "c" + i + " int32")
            .collect(Collectors.joining(", "));
    Collection wide = create("wide", schema);
    Row row = Row.of(1).with("c0", 5L).with("c511", 7L);
    wide.put(row);
    wide.flush();
    assertEquals(7, wide.get(1).orElseThrow().getLong("c511"));
    assertEquals(Limits.MAX_COLUMNS, wide.scan().toList().getFirst().size());
  }

  @ParameterizedTest
  @EnumSource
  default void schemaWithoutColumns_makesASetOfKeys(Stage stage) {
    Collection keys = create("keys", "");
    keys.put(List.of(Row.of(3), Row.of(1), Row.of(2)));
    keys.delete(2);
    keys = stage.move(this, keys);
    assertEquals(List.of(Row.of(1), Row.of(3)), keys.scan().toList());
    assertEquals(2, keys.count());
  }

  @ParameterizedTest
  @EnumSource
  default void collections_areApart(Stage stage) {
    Collection left = create("left", "value int64");
    Collection right = create("right", "value int64");
    left.put(Row.of(1).with("value", 10L));
    right.put(Row.of(1).with("value", 20L));
    right.delete(2);
    left.put(Row.of(2).with("value", 11L));
    left = stage.move(this, left);
    assertEquals(2, left.count());
    assertEquals(1, database().collection("right").count());
    assertEquals(20, database().collection("right").get(1).orElseThrow().getLong("value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name utf8", "", "a bool not null, v vector<float32>[2, dot]"})
  default void reopen_findsNameSchemaAndSeq(String schema) {
    Collection collection = create("places", schema);
    collection.delete(1);
    collection.delete(2);
    Database reopened = reopen();
    assertEquals(List.of("places"), reopened.listCollections());
    assertEquals(Schema.parse(schema), reopened.collection("places").schema());
    assertEquals(2, reopened.collection("places").stats().seq());
    assertEquals(3, reopened.collection("places").delete(3));
  }

  @ParameterizedTest
  @EnumSource
  default void drop_removesAllRowsForGood(Stage stage) {
    create("kept", "").put(Row.of(7));
    Collection doomed = create("places", "name utf8");
    doomed.put(Row.of(1).with("name", "Bern"));
    Collection moved = stage.move(this, doomed);
    database().dropCollection("places");
    assertEquals(List.of("kept"), database().listCollections());
    assertCode(ErrorCode.COLLECTION_NOT_FOUND, () -> moved.get(1), "places");
    assertCode(ErrorCode.COLLECTION_NOT_FOUND, () -> database().collection("places"), "places");

    Collection again = create("places", "size int64");
    assertEquals(0, again.count());
    again.put(Row.of(2).with("size", 5L));
    again = stage.move(this, again);
    assertEquals(List.of(Row.of(2).with("size", 5L)), again.scan().toList());
    assertEquals(1, database().collection("kept").count());
  }

  @Test
  default void drop_survivesReopening() {
    create("kept", "").put(Row.of(7));
    create("places", "").put(Row.of(1));
    database().collection("places").flush();
    database().dropCollection("places");
    Database reopened = reopen();
    assertEquals(List.of("kept"), reopened.listCollections());
    assertEquals(0, create("places", "").count());
  }
}
