package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import io.omendb.Collection;
import io.omendb.Column;
import io.omendb.Row;
import io.omendb.RowReader;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.server.grpc.v1.BatchGetResponse;
import java.util.Arrays;
import java.util.List;

/**
 * Reads many rows by key into Arrow record batches, some keys at a time, so that a response that
 * would be too large is refused before all of it is in memory.
 */
final class BatchGet {
  private static final int FIRST_KEYS = 64;

  /**
   * Rows as encapsulated record batch messages.
   *
   * @param batches none or more messages
   * @param rows in them
   */
  record Found(ByteString batches, long rows) {}

  private BatchGet() {}

  static BatchGetResponse read(RowReader reader, long[] keys, List<String> columns) {
    Schema schema = Requests.project(reader.schema(), columns);
    Found found = find(reader, keys, schema, columns.isEmpty());
    ByteString stream =
        ArrowMessages.schema(schema).concat(found.batches()).concat(ArrowMessages.endOfStream());
    return BatchGetResponse.newBuilder().setArrowIpcStream(stream).setRows(found.rows()).build();
  }

  /**
   * The rows under keys, all of one state, in the order of the keys.
   *
   * @param schema the columns wanted
   * @param whole whether these are all columns of the collection
   */
  static Found find(RowReader reader, long[] keys, Schema schema, boolean whole) {
    if (keys.length > FIRST_KEYS && reader instanceof Collection collection) {
      try (View view = collection.view()) {
        return findStepwise(view, keys, schema, whole);
      }
    }
    return findStepwise(reader, keys, schema, whole);
  }

  private static Found findStepwise(RowReader reader, long[] keys, Schema schema, boolean whole) {
    ByteString batches = ByteString.EMPTY;
    long rows = 0;
    int step = FIRST_KEYS;
    for (int from = 0; from < keys.length; ) {
      int to = (int) Math.min(keys.length, (long) from + step);
      List<Row> found = reader.getAll(Arrays.copyOfRange(keys, from, to));
      if (!found.isEmpty()) {
        batches = batches.concat(batch(found, schema, whole));
        Replies.checkBytes(batches.size());
        rows += found.size();
        step = nextStep(found);
      }
      from = to;
    }
    return new Found(batches, rows);
  }

  private static ByteString batch(List<Row> rows, Schema schema, boolean whole) {
    return ArrowMessages.batch(schema, whole ? rows : projected(rows, schema));
  }

  private static List<Row> projected(List<Row> rows, Schema schema) {
    List<String> names = schema.columns().stream().map(Column::name).toList();
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
