package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import io.omendb.Collection;
import io.omendb.Column;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.server.grpc.v1.BatchGetResponse;
import java.util.Arrays;
import java.util.List;

/**
 * Reads many rows by key into one Arrow stream, some keys at a time, so that a response that would
 * be too large is refused before all of it is in memory.
 */
final class BatchGet {
  private static final int FIRST_KEYS = 64;

  private BatchGet() {}

  static BatchGetResponse read(Collection collection, long[] keys, List<String> columns) {
    try (View view = collection.view()) {
      Schema schema = Requests.project(view.schema(), columns);
      List<String> names = schema.columns().stream().map(Column::name).toList();
      ByteString stream = ArrowMessages.schema(schema);
      long rows = 0;
      int step = FIRST_KEYS;
      for (int from = 0; from < keys.length; ) {
        int to = (int) Math.min(keys.length, (long) from + step);
        List<Row> found = view.getAll(Arrays.copyOfRange(keys, from, to));
        if (!found.isEmpty()) {
          stream = stream.concat(ArrowMessages.batch(schema, projected(found, schema, names)));
          Replies.checkBytes(stream.size());
          rows += found.size();
          step = nextStep(found);
        }
        from = to;
      }
      return BatchGetResponse.newBuilder()
          .setArrowIpcStream(stream.concat(ArrowMessages.endOfStream()))
          .setRows(rows)
          .build();
    }
  }

  private static List<Row> projected(List<Row> rows, Schema schema, List<String> names) {
    return rows.stream()
        .map(row -> schema.row(row.key(), names.stream().map(row::get).toArray()))
        .toList();
  }

  /** As many keys as rows of the size just seen make one batch. */
  private static int nextStep(List<Row> found) {
    long bytes = found.stream().mapToLong(RowBatch::bytes).sum();
    long rows = RowBatch.TARGET_BYTES * (long) found.size() / bytes;
    return Math.clamp(rows, 1, RowBatch.MAX_ROWS);
  }
}
