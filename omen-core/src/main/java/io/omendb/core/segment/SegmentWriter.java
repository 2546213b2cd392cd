package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowField;
import io.omendb.core.arrow.ArrowMetadata;
import io.omendb.core.arrow.ArrowMetadata.BatchBlock;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.core.arrow.ArrowOutput;
import io.omendb.core.arrow.BatchColumn;
import io.omendb.core.arrow.BatchMessage;
import io.omendb.core.arrow.IpcFraming;
import io.omendb.spi.storage.StorageEngine;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes row versions as a segment file. The values stream from the rows through one small buffer,
 * column by column, so the memory needed beside the rows is 4 bytes per row of a utf8 or binary
 * column plus a few hundred kilobytes.
 */
public final class SegmentWriter {
  private SegmentWriter() {}

  /**
   * Writes the versions as a complete Arrow IPC file of one record batch into a blob.
   *
   * @param versions by key ascending; those of one key by seq descending
   * @return what the manifest needs to find and verify the segment
   * @throws OmenException {@link ErrorCode#LIMIT_EXCEEDED} where one utf8 or binary column passes 2
   *     GiB: cut the segment by bytes, not by rows alone; {@link ErrorCode#INTERNAL} where the
   *     versions are out of order; and whatever the storage engine throws
   */
  public static SegmentInfo write(
      StorageEngine storage, String name, Schema schema, List<RowVersion> versions) {
    RowVersion[] rows = versions.toArray(new RowVersion[0]);
    SegmentSummary summary = SegmentSummary.of(name, rows);
    BatchMessage batch = new BatchMessage(columns(schema, rows), rows.length);
    List<ArrowField> fields = SegmentDescriptor.fields(schema);
    Map<String, String> metadata = SegmentDescriptor.metadata(schema);
    storage.putBlob(name, channel -> summary.written(writeFile(channel, fields, metadata, batch)));
    return summary.info();
  }

  private static List<BatchColumn> columns(Schema schema, RowVersion[] rows) {
    int count = rows.length;
    List<BatchColumn> columns = new ArrayList<>();
    columns.add(BatchColumn.ofLongs(ArrowNames.KEY, count, row -> rows[row].key()));
    columns.add(BatchColumn.ofLongs(ArrowNames.SEQ, count, row -> rows[row].seq()));
    columns.add(BatchColumn.ofBooleans(ArrowNames.DELETED, count, row -> rows[row].deleted()));
    for (int ordinal = 0; ordinal < schema.size(); ordinal++) {
      Column column = schema.columns().get(ordinal);
      int c = ordinal;
      columns.add(BatchColumn.of(column, true, count, row -> value(rows[row], c)));
    }
    return columns;
  }

  private static @Nullable Object value(RowVersion version, int ordinal) {
    return version.deleted() ? null : version.values()[ordinal];
  }

  private static ArrowOutput writeFile(
      WritableByteChannel channel,
      List<ArrowField> fields,
      Map<String, String> metadata,
      BatchMessage batch)
      throws IOException {
    ArrowOutput out = ArrowOutput.to(channel);
    IpcFraming.writeHead(out);
    IpcFraming.writeMetadata(out, ArrowMetadata.schemaMessage(fields, metadata));
    BatchBlock block = batch.writeTo(out);
    IpcFraming.writeEndOfStream(out);
    IpcFraming.writeFooter(out, ArrowMetadata.footer(fields, metadata, List.of(block)));
    out.flush();
    return out;
  }
}
