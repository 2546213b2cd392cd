package io.omendb.core.arrow;

import io.omendb.Limits;
import io.omendb.ScalarType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decoders of text and bytes. */
final class BytesDecoders {
  private BytesDecoders() {}

  /** A field whose elements are runs of bytes, text or not. */
  abstract static class Bytes extends ArrowDecoder {
    Bytes(String field, ScalarType type) {
      super(field, type);
    }

    /** The bytes of an element. */
    abstract MemorySegment slice(int row);

    @Override
    final Object value(int row) {
      MemorySegment slice = slice(row);
      if (slice.byteSize() > Limits.MAX_VALUE_BYTES) {
        throw InvalidArrow.field(
            field,
            "holds a value of "
                + slice.byteSize()
                + " bytes, the limit is "
                + Limits.MAX_VALUE_BYTES,
            "split the value over several rows");
      }
      byte[] bytes = slice.toArray(ValueLayout.JAVA_BYTE);
      return type() == ScalarType.UTF8 ? text(bytes) : bytes;
    }

    private String text(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      // Decoding puts U+FFFD for what is not UTF-8, but the text may also hold it in its own right.
      if (text.indexOf('\uFFFD') >= 0
          && !Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
        throw InvalidArrow.field(field, "holds text that is not UTF-8", null);
      }
      return text;
    }
  }

  /** Offsets of 32 or 64 bits, then the data. */
  static final class Variable extends Bytes {
    private final Offsets offsets;
    private MemorySegment data = MemorySegment.NULL;

    Variable(String field, ScalarType type, boolean wide) {
      super(field, type);
      this.offsets = new Offsets(field, wide);
    }

    @Override
    void loadValues(BatchBuffers buffers, int count) {
      offsets.load(buffers, count);
      data = buffers.buffer(field, offsets.end(count));
    }

    @Override
    MemorySegment slice(int row) {
      long start = offsets.get(row);
      return data.asSlice(start, offsets.get(row + 1) - start);
    }
  }

  /** Elements of one length. */
  static final class Fixed extends Bytes {
    private final int width;
    private MemorySegment data = MemorySegment.NULL;

    Fixed(String field, int width) {
      super(field, ScalarType.BINARY);
      this.width = width;
    }

    @Override
    void loadValues(BatchBuffers buffers, int count) {
      data = buffers.buffer(field, (long) count * width);
    }

    @Override
    MemorySegment slice(int row) {
      return data.asSlice((long) row * width, width);
    }
  }

  /**
   * Views of 16 bytes: a length, then up to 12 bytes in place, or 4 bytes of prefix, the number of
   * a data buffer and an offset there.
   */
  static final class Views extends Bytes {
    private static final int VIEW_BYTES = 16;
    private static final int MAX_INLINE_BYTES = 12;

    private MemorySegment views = MemorySegment.NULL;
    private MemorySegment[] data = {};

    Views(String field, ScalarType type) {
      super(field, type);
    }

    @Override
    void loadValues(BatchBuffers buffers, int count) {
      views = buffers.buffer(field, (long) count * VIEW_BYTES);
      data = new MemorySegment[(int) buffers.variadicCount(field)];
      for (int i = 0; i < data.length; i++) {
        data[i] = buffers.buffer(field, 0);
      }
    }

    @Override
    MemorySegment slice(int row) {
      long view = (long) row * VIEW_BYTES;
      int length = views.get(LittleEndian.INT, view);
      if (length >= 0 && length <= MAX_INLINE_BYTES) {
        return views.asSlice(view + Integer.BYTES, length);
      }
      int buffer = views.get(LittleEndian.INT, view + 2 * Integer.BYTES);
      int offset = views.get(LittleEndian.INT, view + 3 * Integer.BYTES);
      if (length < 0
          || buffer < 0
          || buffer >= data.length
          || offset < 0
          || length > data[buffer].byteSize() - offset) {
        throw InvalidArrow.data("a view of field '" + field + "' is outside its data");
      }
      return data[buffer].asSlice(offset, length);
    }
  }
}
