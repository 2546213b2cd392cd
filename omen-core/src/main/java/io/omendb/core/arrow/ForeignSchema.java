package io.omendb.core.arrow;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.core.arrow.NestedDecoders.Dictionary;
import io.omendb.core.arrow.NumberDecoders.Bools;
import io.omendb.core.arrow.NumberDecoders.Integers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * The schema of foreign Arrow data seen as OmenDB's: which field is the key, and what decodes the
 * others. A segment's {@code _seq} and {@code _deleted} are known as such and are no columns.
 */
final class ForeignSchema {
  /** Key, _seq and _deleted beside the columns. */
  private static final int MAX_FIELDS = Limits.MAX_COLUMNS + 3;

  private final String keyColumn;
  private final @Nullable Schema target;
  private final boolean segment;
  private final List<ArrowDecoder> fields = new ArrayList<>();
  private final List<ArrowDecoder> values = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final Map<Long, List<Dictionary>> dictionaries = new HashMap<>();
  private @Nullable Integers key;
  private @Nullable Bools deleted;

  /** A schema that has no field yet. */
  private ForeignSchema(String keyColumn, @Nullable Schema target, boolean segment) {
    this.keyColumn = keyColumn;
    this.target = target;
    this.segment = segment;
  }

  /**
   * Maps a schema.
   *
   * @param keyOnly whether the other fields are left out, whatever they are called and hold
   * @throws OmenException where a field has no place in a collection, or none is the key
   */
  static ForeignSchema of(
      org.apache.arrow.flatbuf.Schema arrow,
      String keyColumn,
      @Nullable Schema target,
      boolean keyOnly) {
    if (arrow.endianness() != Endianness.Little) {
      throw new OmenException(
          ErrorCode.INVALID_DATA, "Big-endian Arrow data", "write it on a little-endian machine");
    }
    int count = arrow.fieldsLength();
    if (count > MAX_FIELDS) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          count + " Arrow fields, the limit is " + Limits.MAX_COLUMNS + " columns");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = arrow.fields(i).name();
      names.add(name == null ? "" : name);
    }
    if (!names.contains(keyColumn)) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          "No column '"
              + keyColumn
              + "' in the Arrow data; there are "
              + InvalidArrow.shown(String.join(", ", names)),
          keyColumn,
          "name the column that holds the key",
          null);
    }
    ForeignSchema schema = new ForeignSchema(keyColumn, target, isSegment(arrow));
    for (int i = 0; i < count; i++) {
      schema.add(arrow.fields(i), names.get(i), keyOnly);
    }
    return schema;
  }

  private static boolean isSegment(org.apache.arrow.flatbuf.Schema arrow) {
    String format =
        KeyValues.find(arrow::customMetadata, arrow.customMetadataLength(), ArrowNames.FORMAT);
    if (format != null && !format.equals(Integer.toString(ArrowNames.FORMAT_VERSION))) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED_FORMAT,
          "A segment of format " + format + ", this build reads " + ArrowNames.FORMAT_VERSION,
          "read it with a newer OmenDB");
    }
    return format != null;
  }

  private void add(Field field, String name, boolean keyOnly) {
    ArrowDecoder decoder;
    if (name.equals(keyColumn) && key == null) {
      key = keyDecoder(field, name);
      decoder = key;
    } else if (segment && name.equals(ArrowNames.SEQ)) {
      decoder = decoder(field, name, null);
    } else if (segment && name.equals(ArrowNames.DELETED)) {
      deleted = new Bools(name);
      decoder = deleted;
    } else if (keyOnly) {
      decoder = SkippedField.of(field, name);
    } else {
      Column column = target == null ? null : target.columns().get(target.ordinal(name));
      decoder = decoder(field, name, column);
      values.add(decoder);
      columns.add(new Column(name, decoder.type(), isNullable(field)));
    }
    fields.add(decoder);
  }

  private static Integers keyDecoder(Field field, String name) {
    if (field.typeType() != Type.Int || field.dictionary() != null) {
      throw InvalidArrow.field(name, "is not an integer and cannot be the key", null);
    }
    return ArrowTypes.integers(field, name);
  }

  private ArrowDecoder decoder(Field field, String name, @Nullable Column column) {
    ArrowDecoder decoder = ArrowTypes.decoder(field, name, column);
    DictionaryEncoding encoding = field.dictionary();
    if (encoding == null) {
      return decoder;
    }
    Int indexType = encoding.indexType();
    Integers indexes =
        indexType == null ? new Integers(name, 32, true) : ArrowTypes.integers(indexType, name);
    Dictionary dictionary = new Dictionary(name, indexes, decoder);
    dictionaries.computeIfAbsent(encoding.id(), _ -> new ArrayList<>()).add(dictionary);
    return dictionary;
  }

  private static boolean isNullable(Field field) {
    String notNull =
        KeyValues.find(field::customMetadata, field.customMetadataLength(), ArrowNames.NOT_NULL);
    return field.nullable() && !"true".equals(notNull);
  }

  /** All decoders in the order of the fields, which is the order of their buffers. */
  List<ArrowDecoder> fields() {
    return fields;
  }

  /** The decoders of the columns of {@link #schema}. */
  List<ArrowDecoder> values() {
    return values;
  }

  /** Those who read from the dictionary of that id. */
  List<Dictionary> dictionaries(long id) {
    return dictionaries.getOrDefault(id, List.of());
  }

  /** The decoder of the key. */
  Integers key() {
    return Objects.requireNonNull(key);
  }

  /** Whether the rows are versions, of which the first of each key counts, unless it is deleted. */
  boolean isSegment() {
    return segment;
  }

  /** Whether a row of a segment is a deletion. */
  boolean isDeleted(int row) {
    return deleted != null && Boolean.TRUE.equals(deleted.get(row));
  }

  /** The columns, key left out. */
  Schema schema() {
    return Schema.of(columns);
  }
}
