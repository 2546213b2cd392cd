package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import io.omendb.server.limits.RequestBounds;
import java.util.List;

/** Rows to the pieces of an Arrow IPC stream, and whole streams of clients to rows. */
final class ArrowMessages {
  private static final String FIELD = "arrow_ipc_stream";

  private ArrowMessages() {}

  // The arrays are new and nobody else has them, so the messages may keep them.

  static ByteString schema(Schema schema) {
    return UnsafeByteOperations.unsafeWrap(ArrowRows.schemaMessage(schema));
  }

  static ByteString batch(Schema schema, List<Row> rows) {
    return UnsafeByteOperations.unsafeWrap(ArrowRows.batchMessage(schema, rows));
  }

  static ByteString endOfStream() {
    return UnsafeByteOperations.unsafeWrap(ArrowRows.endOfStream());
  }

  /**
   * Adds the rows of a client's stream to a batch. Stops at the limits of a batch rather than after
   * the last row, for a few bytes of dictionary can stand for gigabytes of values.
   */
  static void readInto(WriteBatch batch, ByteString stream, Schema schema, RequestBounds bounds) {
    try (ArrowRowReader reader = ArrowRows.read(stream.newInput(), ArrowNames.KEY, schema)) {
      long bytes = 0;
      for (List<Row> rows = reader.nextBatch(); rows != null; rows = reader.nextBatch()) {
        for (Row row : rows) {
          batch.put(row);
          bytes += RowBatch.bytes(row);
        }
        bounds.checkRows(FIELD, "rows", batch.size());
        checkLimits(batch.size(), bytes);
      }
    } catch (OmenException e) {
      throw e.field().isPresent() ? e : atField(e);
    }
  }

  private static void checkLimits(int rows, long bytes) {
    if (rows > Limits.MAX_BATCH_OPERATIONS) {
      throw limit("More than " + Limits.MAX_BATCH_OPERATIONS + " rows");
    }
    if (bytes > Limits.MAX_BATCH_BYTES) {
      throw limit("More than " + Limits.MAX_BATCH_BYTES + " bytes of values");
    }
  }

  private static OmenException limit(String what) {
    return new OmenException(
        ErrorCode.LIMIT_EXCEEDED, what + " in one request", FIELD, "split the request", null);
  }

  private static OmenException atField(OmenException e) {
    return new OmenException(e.code(), e.what(), FIELD, e.remedy().orElse(null), e);
  }
}
