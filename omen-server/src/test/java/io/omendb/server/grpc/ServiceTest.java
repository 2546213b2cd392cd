package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static io.omendb.server.grpc.RunningServer.city;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.server.grpc.v1.Collection;
import io.omendb.server.grpc.v1.CollectionStats;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.DeleteRequest;
import io.omendb.server.grpc.v1.DropCollectionRequest;
import io.omendb.server.grpc.v1.Durability;
import io.omendb.server.grpc.v1.FlushRequest;
import io.omendb.server.grpc.v1.GetCollectionRequest;
import io.omendb.server.grpc.v1.GetCollectionStatsRequest;
import io.omendb.server.grpc.v1.GetRequest;
import io.omendb.server.grpc.v1.GetResponse;
import io.omendb.server.grpc.v1.GetServerInfoRequest;
import io.omendb.server.grpc.v1.GetServerInfoResponse;
import io.omendb.server.grpc.v1.Hit;
import io.omendb.server.grpc.v1.KeyRange;
import io.omendb.server.grpc.v1.ListCollectionsRequest;
import io.omendb.server.grpc.v1.MergeRequest;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.PutResponse;
import io.omendb.server.grpc.v1.Row;
import io.omendb.server.grpc.v1.SearchRequest;
import io.omendb.server.grpc.v1.SearchResponse;
import io.omendb.server.grpc.v1.Value;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import io.omendb.server.grpc.v1.WriteOperation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every unary call answers where all goes well; scans have a test of their own. */
final class ServiceTest {
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = new RunningServer();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void createCities() {
    running.withCities(5);
  }

  @AfterEach
  void dropEverything() {
    for (Collection collection : listCollections()) {
      running
          .collections()
          .dropCollection(
              DropCollectionRequest.newBuilder().setCollection(collection.getName()).build());
    }
  }

  @Test
  void collections_areDescribedListedAndDropped() {
    Collection cities =
        Collection.newBuilder().setName(CITIES).setSchema(RunningServer.CITIES_SCHEMA).build();
    assertEquals(
        cities,
        running
            .collections()
            .getCollection(GetCollectionRequest.newBuilder().setCollection(CITIES).build())
            .getCollection());
    assertEquals(List.of(cities), listCollections());
    dropEverything();
    assertEquals(List.of(), listCollections());
  }

  @Test
  void createCollection_twice_isAlreadyThere() {
    ErrorDetails error = ErrorDetails.of(() -> running.withCities(0));
    assertEquals(Status.Code.ALREADY_EXISTS, error.code());
    assertEquals(ErrorCode.COLLECTION_EXISTS.name(), error.info().getReason());
  }

  @Test
  void get_returnsTheRowThatWasPut() {
    assertEquals(city(3), get(3).getRow());
    assertFalse(get(99).hasRow());
    Row onlyName =
        running
            .data()
            .get(GetRequest.newBuilder().setCollection(CITIES).setKey(3).addColumns("name").build())
            .getRow();
    assertEquals(
        Row.newBuilder().setKey(3).putValues("name", city(3).getValuesOrThrow("name")).build(),
        onlyName);
  }

  @Test
  void put_reportsSeqAndRows_andReplacesWholeRows() {
    PutRequest put =
        PutRequest.newBuilder()
            .setCollection(CITIES)
            .addRows(Row.newBuilder().setKey(3))
            .addRows(Row.newBuilder().setKey(Long.MIN_VALUE))
            .addRows(Row.newBuilder().setKey(Long.MAX_VALUE))
            .setDurability(Durability.DURABILITY_ASYNC)
            .build();
    PutResponse response = running.data().put(put);
    assertEquals(3, response.getRows());
    assertEquals(response.getSeq() + 1, running.data().put(put).getSeq());
    assertEquals(Row.newBuilder().setKey(3).build(), get(3).getRow());
    assertEquals(7, count(KeyRange.getDefaultInstance()));
  }

  @Test
  void put_nothing_changesNothing() {
    PutRequest none = PutRequest.newBuilder().setCollection(CITIES).build();
    long seq = running.data().put(none).getSeq();
    assertEquals(seq, running.data().put(none).getSeq());
    assertEquals(
        seq,
        running
            .data()
            .writeBatch(WriteBatchRequest.newBuilder().setCollection(CITIES).build())
            .getSeq());
    assertEquals(
        seq,
        running.data().delete(DeleteRequest.newBuilder().setCollection(CITIES).build()).getSeq());
  }

  @Test
  void put_oneBadRow_storesNone() {
    Row bad =
        Row.newBuilder()
            .setKey(11)
            .putValues("population", Value.newBuilder().setUtf8Value("many").build())
            .build();
    ErrorDetails.of(() ->
            running
                .data()
                .put(
                    PutRequest.newBuilder()
                        .setCollection(CITIES)
                        .addRows(city(10))
                        .addRows(bad)
                        .build()))
        .assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_VALUE, "population");
    assertFalse(get(10).hasRow());
  }

  @Test
  void delete_removesRows_andIgnoresAbsentOnes() {
    running
        .data()
        .delete(DeleteRequest.newBuilder().setCollection(CITIES).addKeys(1).addKeys(77).build());
    assertFalse(get(1).hasRow());
    assertEquals(4, count(KeyRange.getDefaultInstance()));
  }

  @Test
  void writeBatch_commitsTogether_lastOperationWins() {
    running
        .data()
        .writeBatch(
            WriteBatchRequest.newBuilder()
                .setCollection(CITIES)
                .addOperations(WriteOperation.newBuilder().setPut(city(20)))
                .addOperations(WriteOperation.newBuilder().setDeleteKey(0))
                .addOperations(WriteOperation.newBuilder().setPut(city(21)))
                .addOperations(WriteOperation.newBuilder().setDeleteKey(21))
                .setDurability(Durability.DURABILITY_SYNC)
                .build());
    assertEquals(city(20), get(20).getRow());
    assertFalse(get(0).hasRow());
    assertFalse(get(21).hasRow());
  }

  @Test
  void count_respectsTheRange() {
    assertEquals(5, count(KeyRange.getDefaultInstance()));
    assertEquals(2, count(KeyRange.newBuilder().setFromKey(1).setToKey(3).build()));
    assertEquals(2, count(KeyRange.newBuilder().setFromKey(3).build()));
    assertEquals(0, count(KeyRange.newBuilder().setFromKey(2).setToKey(2).build()));
    assertEquals(0, count(KeyRange.newBuilder().setToKey(0).build()));
  }

  @Test
  void search_returnsTheNearestFirst() {
    SearchRequest request =
        SearchRequest.newBuilder()
            .setCollection(CITIES)
            .addAllVector(List.of(2.9f, 0f, 0f))
            .setK(2)
            .build();
    SearchResponse response = running.data().search(request);
    assertEquals(List.of(3L, 2L), response.getHitsList().stream().map(Hit::getKey).toList());
    Hit nearest = response.getHits(0);
    assertEquals(0.1, nearest.getDistance(), 1e-6);
    assertEquals(-nearest.getDistance(), nearest.getScore());
    assertEquals(city(3), nearest.getRow());
    assertTrue(response.getCertified());
    assertTrue(response.getRowsScanned() >= 2);

    SearchRequest below =
        request.toBuilder()
            .setColumn("position")
            .setKeys(KeyRange.newBuilder().setToKey(2))
            .addColumns("name")
            .build();
    Hit hit = running.data().search(below).getHits(0);
    assertEquals(1, hit.getKey());
    assertEquals("city 1", hit.getRow().getValuesOrThrow("name").getUtf8Value());
    assertEquals(1, hit.getRow().getValuesCount());
  }

  @Test
  void flushAndMerge_keepTheRows() {
    running.collections().flush(FlushRequest.newBuilder().setCollection(CITIES).build());
    running.collections().merge(MergeRequest.newBuilder().setCollection(CITIES).build());
    assertEquals(5, count(KeyRange.getDefaultInstance()));
    CollectionStats stats =
        running
            .collections()
            .getCollectionStats(
                GetCollectionStatsRequest.newBuilder().setCollection(CITIES).build())
            .getStats();
    assertEquals(CITIES, stats.getCollection());
    assertTrue(stats.getSeq() >= 1);
    assertTrue(stats.getSegmentsCount() >= 1);
    assertFalse(stats.getEngines().getIndex().isEmpty());
  }

  @Test
  void getServerInfo_describesTheServer() {
    GetServerInfoResponse info =
        running.info().getServerInfo(GetServerInfoRequest.getDefaultInstance());
    assertFalse(info.getVersion().isEmpty());
    assertTrue(info.getFormatVersion() >= 1);
    assertFalse(info.getDatabase().contains("/"));
    assertFalse(info.getEngines().getStorage().isEmpty());
    assertEquals(OmenServer.MAX_MESSAGE_BYTES, info.getMaxMessageBytes());
    assertEquals(Limits.MAX_BATCH_OPERATIONS, info.getMaxBatchOperations());
    assertTrue(Durations.isPositive(info.getUptime()));
  }

  private static List<Collection> listCollections() {
    return running
        .collections()
        .listCollections(ListCollectionsRequest.getDefaultInstance())
        .getCollectionsList();
  }

  private static GetResponse get(long key) {
    return running.data().get(GetRequest.newBuilder().setCollection(CITIES).setKey(key).build());
  }

  private static long count(KeyRange keys) {
    return running
        .data()
        .count(CountRequest.newBuilder().setCollection(CITIES).setKeys(keys).build())
        .getCount();
  }
}
