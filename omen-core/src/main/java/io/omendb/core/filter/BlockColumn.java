package io.omendb.core.filter;

import io.omendb.Column;
import io.omendb.ScalarType;
import io.omendb.core.arrow.ColumnBuffers;
import io.omendb.core.arrow.LittleEndian;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.ZoneMap;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A column of a segment, read block by block: what is known of a block without its values, and the
 * values tested at once. Copies the values of a block into arrays, which the processor's cache
 * holds, and keeps them until another block is asked for. For one thread.
 */
abstract sealed class BlockColumn {
  private static final int BLOCK_ROWS = ZoneMap.BLOCK_ROWS;
  private static final int NOTHING = -1;

  private final @Nullable MemorySegment validity;
  final int rows;
  private final long[] valid = new long[BLOCK_ROWS / Long.SIZE];
  private int loaded = NOTHING;

  private BlockColumn(@Nullable MemorySegment validity, int rows) {
    this.validity = validity;
    this.rows = rows;
  }

  /** The reader of a column that is no vector. */
  static BlockColumn of(Segment segment, Column column, int ordinal) {
    ColumnBuffers buffers = segment.reader().buffers(ordinal);
    ScalarType type = (ScalarType) column.type();
    return switch (type) {
      case BOOL -> new OfBits(buffers, segment.reader().rows());
      case INT32, INT64, TIMESTAMP, FLOAT32, FLOAT64 ->
          new OfLongs(segment, ordinal, buffers, type);
      case UTF8 -> new OfTexts(segment, ordinal, buffers);
      // Only ever asked for nulls.
      case BINARY -> new OfBits(buffers, segment.reader().rows());
    };
  }

  /** The reader of the keys. */
  static BlockColumn ofKeys(Segment segment) {
    return new OfKeys(segment);
  }

  static int firstRow(int block) {
    return block * BLOCK_ROWS;
  }

  final int rowsOf(int block) {
    return Math.min(BLOCK_ROWS, rows - firstRow(block));
  }

  final boolean hasNulls() {
    return validity != null;
  }

  /** Sets the bits of rows that have a value. */
  final void valid(int block, long[] words) {
    if (validity == null) {
      Bits.setFirst(rowsOf(block), words);
    } else {
      Bits.load(validity, firstRow(block), rowsOf(block), words);
    }
  }

  /** What is known of the rows of a block that have a value and of which the test is as wanted. */
  abstract Verdict verdict(int block, ValueTest test, boolean negated);

  /** Sets the bits of rows whose value passes; those of nulls mean nothing. */
  final void test(int block, ValueTest test, long[] words) {
    load(block);
    test(test, rowsOf(block), words);
  }

  abstract void test(ValueTest test, int count, long[] words);

  /** Reads the values of a block. */
  abstract void read(int block, int firstRow, int count);

  final void load(int block) {
    if (loaded != block) {
      loaded = NOTHING;
      read(block, firstRow(block), rowsOf(block));
      loaded = block;
    }
  }

  /** What a zone map says, once it knows of the block. */
  final Verdict verdict(ZoneMap zones, int block, boolean negated, Verdict ofValues) {
    if (!zones.has(block, ZoneMap.HAS_VALUES)) {
      return Verdict.NONE;
    }
    Verdict verdict = negated ? ofValues.negated() : ofValues;
    return verdict == Verdict.ALL && zones.has(block, ZoneMap.HAS_NULLS) ? Verdict.SOME : verdict;
  }

  /** The valid bits of a block, for whoever looks for least and greatest, and their flags. */
  final int loadValid(int block, long[] words) {
    valid(block, words);
    int present = 0;
    for (long word : words) {
      present += Long.bitCount(word);
    }
    return (present > 0 ? ZoneMap.HAS_VALUES : 0)
        | (present < rowsOf(block) ? ZoneMap.HAS_NULLS : 0);
  }

  /** Bools: a test of 64 rows is one operation, as is asking about them, so there are no zones. */
  static final class OfBits extends BlockColumn {
    private final MemorySegment data;
    private final long[] bits = new long[BLOCK_ROWS / Long.SIZE];

    private OfBits(ColumnBuffers buffers, int rows) {
      super(buffers.validity(), rows);
      this.data = buffers.data();
    }

    @Override
    Verdict verdict(int block, ValueTest test, boolean negated) {
      return Verdict.SOME;
    }

    @Override
    void read(int block, int firstRow, int count) {
      Bits.load(data, firstRow, count, bits);
    }

    @Override
    void test(ValueTest test, int count, long[] words) {
      Bits.setFirst(count, words);
      if (((BoolTest) test).value()) {
        Bits.and(words, bits);
      } else {
        Bits.andNot(words, bits);
      }
    }
  }

  /** Keys: sorted, so that the first and the last of a block are its bounds. */
  static final class OfKeys extends BlockColumn {
    private final MemorySegment keys;
    private final long[] values = new long[BLOCK_ROWS];

    private OfKeys(Segment segment) {
      super(null, segment.reader().rows());
      this.keys = segment.reader().keys();
    }

    @Override
    Verdict verdict(int block, ValueTest test, boolean negated) {
      long first = firstRow(block);
      Verdict verdict =
          ((LongTest) test)
              .verdict(
                  keys.getAtIndex(LittleEndian.LONG, first),
                  keys.getAtIndex(LittleEndian.LONG, first + rowsOf(block) - 1));
      return negated ? verdict.negated() : verdict;
    }

    @Override
    void read(int block, int firstRow, int count) {
      MemorySegment.copy(keys, LittleEndian.LONG, (long) firstRow * Long.BYTES, values, 0, count);
    }

    @Override
    void test(ValueTest test, int count, long[] words) {
      ((LongTest) test).test(values, count, words);
    }
  }

  /** Integers, timestamps, and floats by their {@link FloatOrder}. */
  static final class OfLongs extends BlockColumn {
    private final MemorySegment data;
    private final ZoneMap zones;
    private final long[] values = new long[BLOCK_ROWS];
    private final int[] narrow;
    private final boolean floats;

    private OfLongs(Segment segment, int ordinal, ColumnBuffers buffers, ScalarType type) {
      super(buffers.validity(), segment.reader().rows());
      this.data = buffers.data();
      this.zones = segment.zones(ordinal);
      this.floats = type == ScalarType.FLOAT32 || type == ScalarType.FLOAT64;
      boolean isNarrow = type == ScalarType.INT32 || type == ScalarType.FLOAT32;
      this.narrow = new int[isNarrow ? BLOCK_ROWS : 0];
    }

    @Override
    Verdict verdict(int block, ValueTest test, boolean negated) {
      if (!zones.isKnown(block)) {
        measure(block);
      }
      return verdict(
          zones,
          block,
          negated,
          ((LongTest) test).verdict(zones.least(block), zones.greatest(block)));
    }

    private void measure(int block) {
      load(block);
      int flags = loadValid(block, super.valid);
      boolean all = (flags & ZoneMap.HAS_NULLS) == 0;
      long least = Long.MAX_VALUE;
      long greatest = Long.MIN_VALUE;
      int count = rowsOf(block);
      for (int i = 0; i < count; i++) {
        if (all || Bits.get(super.valid, i)) {
          least = Math.min(least, values[i]);
          greatest = Math.max(greatest, values[i]);
        }
      }
      zones.set(block, least, greatest, flags);
    }

    @Override
    void read(int block, int firstRow, int count) {
      if (narrow.length == 0) {
        MemorySegment.copy(data, LittleEndian.LONG, (long) firstRow * Long.BYTES, values, 0, count);
        for (int i = 0; floats && i < count; i++) {
          values[i] = FloatOrder.of(values[i]);
        }
        return;
      }
      MemorySegment.copy(data, LittleEndian.INT, (long) firstRow * Integer.BYTES, narrow, 0, count);
      for (int i = 0; i < count; i++) {
        values[i] = floats ? FloatOrder.of(narrow[i]) : narrow[i];
      }
    }

    @Override
    void test(ValueTest test, int count, long[] words) {
      ((LongTest) test).test(values, count, words);
    }
  }

  /** Texts. Their zones hold first bytes, in unsigned order. */
  static final class OfTexts extends BlockColumn {
    private final Segment segment;
    private final int ordinal;
    private final ZoneMap zones;
    private final TextBlock texts;

    private OfTexts(Segment segment, int ordinal, ColumnBuffers buffers) {
      super(buffers.validity(), segment.reader().rows());
      this.segment = segment;
      this.ordinal = ordinal;
      this.zones = segment.zones(ordinal);
      this.texts = new TextBlock(buffers.data(), buffers.offsets(), BLOCK_ROWS);
    }

    @Override
    Verdict verdict(int block, ValueTest test, boolean negated) {
      if (!zones.isKnown(block)) {
        measure(block);
      }
      return verdict(
          zones,
          block,
          negated,
          ((TextTest) test).verdict(zones.least(block), zones.greatest(block)));
    }

    private void measure(int block) {
      load(block);
      int flags = loadValid(block, super.valid);
      boolean all = (flags & ZoneMap.HAS_NULLS) == 0;
      long least = -1L;
      long greatest = 0;
      long[] heads = texts.heads();
      int count = rowsOf(block);
      for (int i = 0; i < count; i++) {
        long head = heads[i];
        if (all || Bits.get(super.valid, i)) {
          least = Long.compareUnsigned(head, least) < 0 ? head : least;
          greatest = Long.compareUnsigned(head, greatest) > 0 ? head : greatest;
        }
      }
      zones.set(block, least, greatest, flags);
    }

    @Override
    void read(int block, int firstRow, int count) {
      int wrong = texts.load(firstRow, count);
      if (wrong >= 0) {
        throw segment.reader().corrupt(ordinal, wrong, "the text lies outside the column's bytes");
      }
    }

    @Override
    void test(ValueTest test, int count, long[] words) {
      ((TextTest) test).test(texts, count, words);
    }
  }
}
