package io.omendb.core.arrow;

import io.omendb.ColumnType;
import io.omendb.VectorType;

/** Decoders of vectors, dictionaries and columns of nothing but nulls. */
final class NestedDecoders {
  private NestedDecoders() {}

  /** Lists of floats: as a vector each must have the vector's dimension and no null. */
  abstract static class Lists extends ArrowDecoder {
    final int dimension;
    private final ArrowDecoder items;

    Lists(String field, VectorType type, ArrowDecoder items) {
      super(field, type);
      this.dimension = type.dimension();
      this.items = items;
    }

    /** Takes the child's buffers, which must hold the elements up to {@code end}. */
    final void loadItems(BatchBuffers buffers, long end) {
      items.load(buffers);
      if (items.length() < end) {
        throw InvalidArrow.data(
            "field '" + field + "' has " + items.length() + " elements of its lists, not " + end);
      }
    }

    final float[] vector(int start) {
      float[] vector = new float[dimension];
      if (items instanceof NumberDecoders.Floats floats && !floats.hasNulls()) {
        floats.copyTo(start, vector);
        return vector;
      }
      for (int i = 0; i < dimension; i++) {
        Object item = items.get(start + i);
        if (!(item instanceof Number number)) {
          throw InvalidArrow.field(field, "has a null inside a vector", null);
        }
        vector[i] = number.floatValue();
      }
      return vector;
    }
  }

  static final class FixedLists extends Lists {
    FixedLists(String field, VectorType type, ArrowDecoder items) {
      super(field, type, items);
    }

    @Override
    void loadValues(BatchBuffers buffers, int count) {
      loadItems(buffers, (long) count * dimension);
    }

    @Override
    Object value(int row) {
      return vector(row * dimension);
    }
  }

  static final class VariableLists extends Lists {
    private final Offsets offsets;

    VariableLists(String field, VectorType type, ArrowDecoder items, boolean wide) {
      super(field, type, items);
      this.offsets = new Offsets(field, wide);
    }

    @Override
    void loadValues(BatchBuffers buffers, int count) {
      offsets.load(buffers, count);
      loadItems(buffers, offsets.end(count));
    }

    @Override
    Object value(int row) {
      long start = offsets.get(row);
      long length = offsets.get(row + 1) - start;
      if (length != dimension) {
        throw InvalidArrow.field(
            field, "has a list of " + length + " elements, the vector has " + dimension, null);
      }
      return vector((int) start);
    }
  }

  /** Positions in a dictionary that an earlier message brought. */
  static final class Dictionary extends ArrowDecoder {
    private final NumberDecoders.Integers indexes;
    private final ArrowDecoder values;
    private boolean loaded;

    Dictionary(String field, NumberDecoders.Integers indexes, ArrowDecoder values) {
      super(field, values.type());
      this.indexes = indexes;
      this.values = values;
    }

    /** Takes the dictionary itself. */
    void loadDictionary(BatchBuffers buffers) {
      values.load(buffers);
      loaded = true;
    }

    @Override
    void load(BatchBuffers buffers) {
      if (!loaded) {
        throw InvalidArrow.data("field '" + field + "' comes before its dictionary");
      }
      indexes.load(buffers);
    }

    @Override
    void loadValues(BatchBuffers buffers, int count) {
      throw new AssertionError(field);
    }

    @Override
    long length() {
      return indexes.length();
    }

    @Override
    boolean isNull(int row) {
      return indexes.isNull(row) || values.isNull(index(row));
    }

    @Override
    Object value(int row) {
      return values.value(index(row));
    }

    private int index(int row) {
      long index = indexes.longValue(row);
      if (index < 0 || index >= values.length()) {
        throw InvalidArrow.data(
            "field '"
                + field
                + "' refers to entry "
                + index
                + " of a dictionary of "
                + values.length());
      }
      return (int) index;
    }
  }

  /** A column without buffers, all null. */
  static final class Nulls extends ArrowDecoder {
    private long length;

    Nulls(String field, ColumnType type) {
      super(field, type);
    }

    @Override
    void load(BatchBuffers buffers) {
      length = buffers.node(field).length();
    }

    @Override
    void loadValues(BatchBuffers buffers, int count) {
      throw new AssertionError(field);
    }

    @Override
    long length() {
      return length;
    }

    @Override
    boolean isNull(int row) {
      return true;
    }

    @Override
    Object value(int row) {
      throw new AssertionError(field);
    }
  }
}
