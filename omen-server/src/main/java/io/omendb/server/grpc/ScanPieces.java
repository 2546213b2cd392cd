package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.server.grpc.v1.ScanResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The responses of one scan: schema, batches, end of stream. Owns the cursor. For one call. */
final class ScanPieces implements PacedStream.Source<ScanResponse> {
  private final Schema schema;
  private final RowCursor cursor;
  private boolean schemaSent;
  private boolean endSent;

  ScanPieces(Schema schema, RowCursor cursor) {
    this.schema = schema;
    this.cursor = cursor;
  }

  @Override
  public @Nullable ScanResponse next() {
    if (!schemaSent) {
      schemaSent = true;
      return response(ArrowMessages.schema(schema), 0);
    }
    if (endSent) {
      return null;
    }
    List<Row> rows = RowBatch.next(cursor);
    endSent = rows.isEmpty();
    return response(
        endSent ? ArrowMessages.endOfStream() : ArrowMessages.batch(schema, rows), rows.size());
  }

  private static ScanResponse response(ByteString piece, int rows) {
    return ScanResponse.newBuilder().setArrowIpc(piece).setRows(rows).build();
  }

  @Override
  public void close() {
    cursor.close();
  }
}
