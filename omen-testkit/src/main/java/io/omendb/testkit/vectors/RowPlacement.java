package io.omendb.testkit.vectors;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Where rows of float32 may lie. Each segment is exactly as long as the rows. */
public enum RowPlacement {
  /** In a {@code float[]}. */
  HEAP_FLOATS {
    @Override
    MemorySegment allocate(long bytes, Arena arena) {
      return MemorySegment.ofArray(new float[Math.toIntExact(bytes / Float.BYTES)]);
    }
  },
  /** In a {@code byte[]}, from its second byte on. */
  HEAP_BYTES {
    @Override
    MemorySegment allocate(long bytes, Arena arena) {
      return MemorySegment.ofArray(new byte[Math.toIntExact(bytes + 2)]).asSlice(1, bytes);
    }
  },
  /** In a read-only view of a {@code float[]}, from which no array can be had. */
  HEAP_READ_ONLY {
    @Override
    MemorySegment allocate(long bytes, Arena arena) {
      return HEAP_FLOATS.allocate(bytes, arena);
    }

    @Override
    MemorySegment finish(MemorySegment rows) {
      return rows.asReadOnly();
    }
  },
  /** Off heap, on a cache line. */
  NATIVE {
    @Override
    MemorySegment allocate(long bytes, Arena arena) {
      return arena.allocate(bytes, 64);
    }
  },
  /** Off heap, four bytes past a cache line: no vector load is aligned. */
  NATIVE_SLICE {
    @Override
    MemorySegment allocate(long bytes, Arena arena) {
      return arena.allocate(bytes + 2 * Float.BYTES, 64).asSlice(Float.BYTES, bytes);
    }
  };

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  abstract MemorySegment allocate(long bytes, Arena arena);

  MemorySegment finish(MemorySegment rows) {
    return rows;
  }

  /** A copy of rows; one off heap lives as long as the arena. */
  public MemorySegment place(float[] rows, Arena arena) {
    MemorySegment segment = allocate((long) rows.length * Float.BYTES, arena);
    MemorySegment.copy(rows, 0, segment, FLOAT, 0, rows.length);
    return finish(segment);
  }
}
