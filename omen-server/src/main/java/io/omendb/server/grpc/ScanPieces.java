package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.omendb.ArrowBatch;
import io.omendb.ArrowCursor;
import io.omendb.server.grpc.v1.ScanResponse;
import org.jspecify.annotations.Nullable;

/** The responses of one scan: schema, batches, end of stream. Owns the cursor. For one call. */
final class ScanPieces implements PacedStream.Source<ScanResponse> {
  private final ArrowCursor cursor;
  private boolean schemaSent;
  private boolean endSent;

  ScanPieces(ArrowCursor cursor) {
    this.cursor = cursor;
  }

  @Override
  public @Nullable ScanResponse next() {
    if (!schemaSent) {
      schemaSent = true;
      return response(UnsafeByteOperations.unsafeWrap(cursor.schema()), 0);
    }
    if (endSent) {
      return null;
    }
    ArrowBatch batch = cursor.next();
    endSent = batch == null;
    return batch == null
        ? response(ArrowMessages.endOfStream(), 0)
        : response(UnsafeByteOperations.unsafeWrap(batch.message()), batch.rows());
  }

  private static ScanResponse response(ByteString piece, int rows) {
    return ScanResponse.newBuilder().setArrowIpc(piece).setRows(rows).build();
  }

  @Override
  public void close() {
    cursor.close();
  }
}
