package io.omendb.server.grpc;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.WriteBatch;
import io.omendb.WriteOutcome;
import io.omendb.server.grpc.v1.StreamWriteRequest;
import io.omendb.server.grpc.v1.StreamWriteResponse;
import io.omendb.server.grpc.v1.StreamedWrite;
import io.omendb.server.grpc.v1.StreamedWriteResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of one call of StreamWrite, whose first request says where to. For one thread. */
final class WriteAnswers {
  /** Requests that may have arrived: one is committed while the next is on its way. */
  static final int WINDOW = 2;

  /** Batches of one request. */
  static final int MAX_WRITES = 1_000;

  private final Database database;
  private @Nullable String collection;

  WriteAnswers(Database database) {
    this.database = database;
  }

  StreamWriteResponse answer(StreamWriteRequest request) {
    Requests.checkCount("writes", request.getWritesCount(), MAX_WRITES);
    Collection rows = collection(request);
    List<StreamedWrite> writes = request.getWritesList();
    @Nullable StreamedWriteResult[] results = new @Nullable StreamedWriteResult[writes.size()];
    for (io.omendb.server.grpc.v1.Durability durability :
        writes.stream().map(StreamedWrite::getDurability).distinct().toList()) {
      commit(rows, writes, durability, results);
    }
    return StreamWriteResponse.newBuilder().addAllResults(Arrays.asList(results)).build();
  }

  /** Commits the writes of one durability. */
  private static void commit(
      Collection rows,
      List<StreamedWrite> writes,
      io.omendb.server.grpc.v1.Durability asked,
      @Nullable StreamedWriteResult[] results) {
    Durability durability = Requests.durability(asked);
    List<WriteBatch> batches = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      if (writes.get(i).getDurability() == asked) {
        try {
          batches.add(batch(writes.get(i)));
          places.add(i);
        } catch (OmenException refusal) {
          results[i] = failed(refusal);
        }
      }
    }
    Iterator<Integer> place = places.iterator();
    List<WriteOutcome> outcomes =
        durability == null ? rows.writeAll(batches) : rows.writeAll(batches, durability);
    for (WriteOutcome outcome : outcomes) {
      OmenException failure = outcome.failure();
      results[place.next()] =
          failure == null
              ? StreamedWriteResult.newBuilder().setSeq(outcome.seq()).build()
              : failed(failure);
    }
  }

  private static WriteBatch batch(StreamedWrite write) {
    Requests.checkCount("operations", write.getOperationsCount(), Limits.MAX_BATCH_OPERATIONS);
    WriteBatch batch = new WriteBatch();
    Requests.operations(batch, write.getOperationsList());
    Requests.conditions(batch, write.getConditionsList());
    Requests.requestId(batch, write.getRequestId());
    return batch;
  }

  /** What is wrong with one batch is its result; any other failure ends the call. */
  private static StreamedWriteResult failed(OmenException failure) {
    return switch (ErrorStatus.code(failure.code())) {
      case INVALID_ARGUMENT, ABORTED ->
          StreamedWriteResult.newBuilder().setFailure(ErrorStatus.failure(failure)).build();
      default -> throw failure;
    };
  }

  private Collection collection(StreamWriteRequest request) {
    if (collection == null) {
      collection = Requests.collection(request.getCollection());
    } else {
      StreamCall.checkEmpty("collection", request.getCollection().isEmpty());
    }
    return database.collection(collection);
  }
}
