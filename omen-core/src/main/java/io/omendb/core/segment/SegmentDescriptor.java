package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowField;
import io.omendb.core.arrow.ArrowNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layout of a segment file.
 *
 * <pre>
 *   byte 0   "ARROW1" 00 00
 *            schema message              key, _seq, _deleted, then the collection's columns;
 *                                        metadata omendb.format, omendb.schema
 *            record batch message        one, with all rows, sorted by key ascending, seq descending
 *              body, multiple of 64      validity and values of each column in order, each buffer at
 *                                        a multiple of 64 bytes of the file, zero padded
 *            end of stream               ff ff ff ff 00 00 00 00
 *            footer                      the schema again, where the record batch lies
 *            int32 footer length, "ARROW1"
 * </pre>
 *
 * All numbers are little-endian. There is no checksum inside: an Arrow file has no place for one,
 * so the manifest keeps length and CRC32C of the whole. Its prose twin is docs/file-format.md.
 */
final class SegmentDescriptor {
  /** What every segment has before the collection's own columns. */
  static final List<String> OWN_COLUMNS =
      List.of(ArrowNames.KEY, ArrowNames.SEQ, ArrowNames.DELETED);

  private SegmentDescriptor() {}

  /** The Arrow fields of a segment. The collection's own are nullable: deleted rows are null. */
  static List<ArrowField> fields(Schema schema) {
    List<ArrowField> fields = new ArrayList<>();
    fields.add(ArrowField.required(ArrowNames.KEY, ScalarType.INT64));
    fields.add(ArrowField.required(ArrowNames.SEQ, ScalarType.INT64));
    fields.add(ArrowField.required(ArrowNames.DELETED, ScalarType.BOOL));
    for (Column column : schema.columns()) {
      fields.add(ArrowField.of(column, true));
    }
    return fields;
  }

  /** The metadata of a segment's schema. */
  static Map<String, String> metadata(Schema schema) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(ArrowNames.FORMAT, Integer.toString(ArrowNames.FORMAT_VERSION));
    metadata.put(ArrowNames.SCHEMA, schema.toString());
    return metadata;
  }
}
