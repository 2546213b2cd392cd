package io.omendb.core.segment;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowField;
import io.omendb.core.arrow.ArrowMetadata;
import io.omendb.core.arrow.ArrowMetadata.BatchBlock;
import io.omendb.core.arrow.ArrowOutput;
import io.omendb.core.arrow.BatchMessage;
import io.omendb.core.arrow.IpcFraming;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes row versions as a segment file: a complete Arrow IPC file of one record batch. */
public final class SegmentWriter {
  private SegmentWriter() {}

  /**
   * Writes versions into a blob.
   *
   * @param versions by key ascending; those of one key by seq descending
   * @return what the manifest needs to find and verify the segment
   * @throws OmenException {@link ErrorCode#LIMIT_EXCEEDED} where one utf8 or binary column passes 2
   *     GiB; {@link ErrorCode#INTERNAL} where the versions are out of order; and whatever the
   *     storage engine throws
   */
  public static SegmentInfo write(
      StorageEngine storage, String name, Schema schema, List<RowVersion> versions) {
    SegmentColumns columns = new SegmentColumns(schema);
    versions.forEach(columns::add);
    return write(storage, name, schema, columns);
  }

  /** The same of versions that are in columns already, which stay as they are. */
  static SegmentInfo write(
      StorageEngine storage, String name, Schema schema, SegmentColumns columns) {
    BatchMessage batch = new BatchMessage(columns.inOrder(), columns.rows());
    List<ArrowField> fields = SegmentDescriptor.fields(schema);
    Map<String, String> metadata = SegmentDescriptor.metadata(schema);
    List<SegmentInfo> written = new ArrayList<>(1);
    storage.putBlob(
        name,
        channel -> {
          ArrowOutput out = ArrowOutput.to(channel);
          IpcFraming.writeHead(out);
          IpcFraming.writeMetadata(out, ArrowMetadata.schemaMessage(fields, metadata));
          BatchBlock block = batch.writeTo(out);
          IpcFraming.writeEndOfStream(out);
          IpcFraming.writeFooter(out, ArrowMetadata.footer(fields, metadata, List.of(block)));
          out.flush();
          written.add(columns.info(name, out.position(), out.crc32c()));
        });
    return written.getLast();
  }
}
