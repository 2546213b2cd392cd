package io.omendb.core.arrow;

import io.omendb.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.flatbuf.UnionMode;

/**
 * A field that nobody asked for: takes its nodes and buffers, and those of its children, whatever
 * its type, so that the fields after it find theirs. For one thread.
 */
final class SkippedField extends ArrowDecoder {
  /* With children: more than any real schema has, and no flatbuffer can make us recurse for ever. */
  private static final int MAX_FIELDS = 10_000;
  private static final int MAX_DEPTH = 64;

  private final int buffers;
  private final boolean views;
  private final List<SkippedField> children;
  private long length;

  private SkippedField(String name, int buffers, boolean views, List<SkippedField> children) {
    super(name, ScalarType.BINARY); // which nobody asks for
    this.buffers = buffers;
    this.views = views;
    this.children = children;
  }

  static SkippedField of(Field field, String name) {
    return of(field, name, new int[] {MAX_FIELDS}, 0);
  }

  private static SkippedField of(Field field, String name, int[] fieldsLeft, int depth) {
    if (fieldsLeft[0]-- == 0 || depth == MAX_DEPTH) {
      throw InvalidArrow.data(
          "field '"
              + name
              + "' has more than "
              + MAX_FIELDS
              + " parts, or "
              + MAX_DEPTH
              + " levels");
    }
    if (field.dictionary() != null) {
      return new SkippedField(name, 2, false, List.of()); // validity and indexes
    }
    List<SkippedField> children = new ArrayList<>();
    for (int i = 0; i < field.childrenLength(); i++) {
      children.add(of(field.children(i), name, fieldsLeft, depth + 1));
    }
    byte type = field.typeType();
    boolean views = type == Type.BinaryView || type == Type.Utf8View;
    return new SkippedField(name, buffers(field, name), views, children);
  }

  /** Number of buffers of the field itself, validity included, the data buffers of views not. */
  private static int buffers(Field field, String name) {
    return switch (field.typeType()) {
      case Type.Null, Type.RunEndEncoded -> 0;
      case Type.Struct_, Type.FixedSizeList -> 1;
      case Type.Int,
          Type.FloatingPoint,
          Type.Bool,
          Type.Decimal,
          Type.Date,
          Type.Time,
          Type.Timestamp,
          Type.Interval,
          Type.Duration,
          Type.FixedSizeBinary,
          Type.BinaryView,
          Type.Utf8View,
          Type.List,
          Type.LargeList,
          Type.Map ->
          2;
      case Type.Binary,
          Type.Utf8,
          Type.LargeBinary,
          Type.LargeUtf8,
          Type.ListView,
          Type.LargeListView ->
          3;
      case Type.Union ->
          field.type(new Union()) instanceof Union union && union.mode() == UnionMode.Dense ? 2 : 1;
      default -> throw InvalidArrow.data("field '" + name + "' has a type nobody knows");
    };
  }

  @Override
  void load(BatchBuffers batch) {
    FieldNode node = batch.node(field);
    length = node.length();
    for (int i = 0; i < buffers; i++) {
      batch.buffer(field, 0);
    }
    for (long i = views ? batch.variadicCount(field) : 0; i > 0; i--) {
      batch.buffer(field, 0);
    }
    children.forEach(child -> child.load(batch));
  }

  @Override
  long length() {
    return length;
  }

  @Override
  void loadValues(BatchBuffers batch, int count) {
    throw new AssertionError("load takes the buffers itself");
  }

  @Override
  Object value(int row) {
    throw new AssertionError("field '" + field + "' is skipped");
  }
}
