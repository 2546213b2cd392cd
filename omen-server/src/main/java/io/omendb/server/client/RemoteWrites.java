package io.omendb.server.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.WriteOutcome;
import io.omendb.core.arrow.ArrowRows;
import io.omendb.server.grpc.v1.DataServiceGrpc.DataServiceBlockingStub;
import io.omendb.server.grpc.v1.Durability;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.StreamedWrite;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a collection on a server. Every batch gets the id of a request, so that it can be
 * sent again where the answer was lost: a small one together with those of other threads first, any
 * other, or one that got no answer, in a call of its own. Safe for use by many threads.
 */
final class RemoteWrites {
  /** From as many rows on a put travels as Arrow, which is smaller and faster to read. */
  private static final int ARROW_ROWS = 32;

  private final String collection;
  private final Schema schema;
  private final DataServiceBlockingStub data;
  private final Calls calls;
  private final WriteStream stream;

  RemoteWrites(
      String collection,
      Schema schema,
      DataServiceBlockingStub data,
      Calls calls,
      WriteStream stream) {
    this.collection = collection;
    this.schema = schema;
    this.data = data;
    this.calls = calls;
    this.stream = stream;
  }

  long write(WriteBatch batch, Durability durability) {
    Sendable sendable = prepare(batch, durability);
    if (sendable.streamed() == null) {
      return sendable.alone().getAsLong();
    }
    WriteStream.Write write = stream.write(sendable.streamed());
    return write.isAnswered() ? write.seq() : sendable.alone().getAsLong();
  }

  List<WriteOutcome> writeAll(List<WriteBatch> batches, Durability durability) {
    List<WriteOutcome> outcomes = new ArrayList<>(batches.size());
    List<Sendable> small = new ArrayList<>();
    for (WriteBatch batch : batches) {
      Sendable sendable;
      try {
        sendable = prepare(batch, durability);
      } catch (OmenException refusal) {
        sendable =
            new Sendable(
                null,
                () -> {
                  throw refusal;
                });
      }
      if (sendable.streamed() != null) {
        small.add(sendable);
      } else {
        writeTogether(small, outcomes);
        outcomes.add(outcome(sendable.alone()));
      }
    }
    writeTogether(small, outcomes);
    return outcomes;
  }

  private void writeTogether(List<Sendable> small, List<WriteOutcome> outcomes) {
    List<WriteStream.Write> writes =
        stream.writeAll(small.stream().map(Sendable::streamed).toList());
    OmenException noServer = null;
    for (int i = 0; i < writes.size(); i++) {
      WriteStream.Write write = writes.get(i);
      WriteOutcome outcome =
          write.isAnswered()
              ? outcome(write::seq)
              : noServer == null ? outcome(small.get(i).alone()) : WriteOutcome.of(noServer);
      outcomes.add(outcome);
      OmenException failure = outcome.failure();
      if (failure != null && failure.code() == ErrorCode.UNAVAILABLE) {
        noServer = failure; // Which is not waited for once more for each of the others.
      }
    }
    small.clear();
  }

  private static WriteOutcome outcome(LongSupplier write) {
    try {
      return WriteOutcome.of(write.getAsLong());
    } catch (OmenException failure) {
      return WriteOutcome.of(failure);
    }
  }

  /**
   * A batch as it goes over the wire.
   *
   * @param streamed in company; null where it is too large for that
   * @param alone a call of its own; returns the number of the commit
   */
  private record Sendable(@Nullable StreamedWrite streamed, LongSupplier alone) {}

  private Sendable prepare(WriteBatch batch, Durability durability) {
    RemoteReader.checkLimit(batch.size(), Limits.MAX_BATCH_OPERATIONS, "operations");
    RemoteReader.checkLimit(batch.conditions().size(), Limits.MAX_BATCH_OPERATIONS, "conditions");
    String id = RemoteRows.requestId(batch);
    if (batch.size() >= ARROW_ROWS && hasOnlyPuts(batch)) {
      PutRequest request = put(batch, durability, id);
      RemoteReader.checkLimit(request.getSerializedSize(), Limits.MAX_BATCH_BYTES, "bytes");
      return new Sendable(null, () -> calls.run(() -> data.put(request)).getSeq());
    }
    WriteBatchRequest request = RemoteRows.batch(collection, batch, schema, durability, id);
    int bytes = request.getSerializedSize();
    RemoteReader.checkLimit(bytes, Limits.MAX_BATCH_BYTES, "bytes");
    return new Sendable(
        bytes <= WriteStream.MAX_BYTES ? RemoteRows.streamed(request) : null,
        () -> calls.run(() -> data.writeBatch(request)).getSeq());
  }

  private static boolean hasOnlyPuts(WriteBatch batch) {
    return batch.operations().stream().allMatch(WriteBatch.Put.class::isInstance);
  }

  private PutRequest put(WriteBatch batch, Durability durability, String id) {
    List<Row> rows = new ArrayList<>(batch.size());
    for (WriteBatch.Operation operation : batch.operations()) {
      if (operation instanceof WriteBatch.Put put) {
        rows.add(put.row());
      }
    }
    ByteString arrow = UnsafeByteOperations.unsafeWrap(ArrowRows.stream(schema, rows));
    return PutRequest.newBuilder()
        .setCollection(collection)
        .setArrowIpcStream(arrow)
        .setDurability(durability)
        .addAllConditions(RemoteRows.conditions(batch))
        .setRequestId(id)
        .build();
  }
}
