package io.omendb.server.client;

import com.google.protobuf.ByteString;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An Arrow stream that arrives in pieces, each of whole messages. For one thread at a time. */
final class PieceStream {
  private final Schema schema;
  private final Pieces pieces = new Pieces();
  private @Nullable ArrowRowReader reader;

  PieceStream(Schema schema) {
    this.schema = schema;
  }

  /**
   * The rows of the next piece.
   *
   * @param count how many there are
   * @throws OmenException {@link ErrorCode#INVALID_DATA} where the piece is not what it should be
   */
  List<Row> rows(ByteString piece, long count) {
    pieces.current = piece.newInput();
    if (reader == null) {
      reader = ArrowRows.read(pieces, RemoteRows.KEY, schema);
    }
    List<Row> rows = new ArrayList<>();
    while (rows.size() < count) {
      List<Row> batch = reader.nextBatch();
      if (batch == null) {
        throw new OmenException(
            ErrorCode.INVALID_DATA, "The server sent " + rows.size() + " of " + count + " rows");
      }
      rows.addAll(batch);
    }
    return rows;
  }

  private static final class Pieces extends InputStream {
    private InputStream current = InputStream.nullInputStream();

    @Override
    public int read() throws IOException {
      return current.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return current.read(buffer, offset, length);
    }
  }
}
