package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import java.util.List;

/** Rows to Arrow IPC messages and back. */
final class ArrowMessages {
  private ArrowMessages() {}

  static ByteString schema(Schema schema) {
    return ByteString.copyFromUtf8(schema + ";");
  }

  static ByteString batch(Schema schema, List<Row> rows) {
    return ByteString.copyFromUtf8(schema.size() + rows.toString() + ";");
  }

  static ByteString endOfStream() {
    return ByteString.copyFromUtf8("end");
  }

  static void readInto(WriteBatch batch, ByteString stream, Schema schema) {
    if (batch.size() >= 0) {
      throw new UnsupportedOperationException();
    }
  }
}
