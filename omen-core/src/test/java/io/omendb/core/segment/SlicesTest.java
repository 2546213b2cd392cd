package io.omendb.core.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.CorruptionException;
import io.omendb.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of one length are found without their offsets; all others, and lies, by them. */
class SlicesTest {
  private static final Schema SCHEMA = Schema.parse("value binary");
  private static final String NAME = "slices.arrow";

  private final BlobStore storage = new BlobStore();

  /** A length a row, -1 for a null. */
  static Stream<int[]> lengths() {
    return Stream.of(
        new int[] {},
        new int[] {0},
        new int[] {7},
        new int[] {-1},
        new int[] {0, 0, 0},
        new int[] {5, 5, 5, 5},
        new int[] {5, 5, 5, 6},
        new int[] {5, 5, 5, 0},
        new int[] {4, 5, 5, 5},
        new int[] {0, 5, 5, 5},
        new int[] {5, 4, 6, 5},
        new int[] {5, -1, 5},
        new int[] {5, 5, -1},
        new int[] {0, -1, 0},
        new int[] {-1, -1});
  }

  private SegmentInfo write(int... lengths) {
    List<RowVersion> versions = new ArrayList<>();
    for (int row = 0; row < lengths.length; row++) {
      versions.add(
          new RowVersion(row, 1, false, new @Nullable Object[] {value(row, lengths[row])}));
    }
    return SegmentWriter.write(storage, NAME, SCHEMA, versions);
  }

  private static byte @Nullable [] value(int row, int length) {
    if (length < 0) {
      return null;
    }
    byte[] value = new byte[length];
    for (int i = 0; i < length; i++) {
      value[i] = (byte) (31 * row + i);
    }
    return value;
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void values_areReadWhateverTheirLengths(int[] lengths) {
    try (SegmentReader reader = SegmentReader.open(storage, write(lengths), SCHEMA)) {
      for (int row = 0; row < lengths.length; row++) {
        byte[] expected = value(row, lengths[row]);
        long span = reader.span(row, 0);
        if (expected == null) {
          assertEquals(-1, span);
          assertNull(reader.value(row, 0));
          assertNull(reader.valueAt(span, 0));
        } else {
          assertEquals(expected.length, (int) span);
          assertArrayEquals(expected, (byte[]) reader.value(row, 0), Arrays.toString(lengths));
          assertArrayEquals(expected, (byte[]) reader.valueAt(span, 0));
        }
      }
      assertThrows(IndexOutOfBoundsException.class, () -> reader.span(lengths.length, 0));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.span(-1, 0));
    }
  }

  @Test
  void closedReader_refusesValues() {
    SegmentReader reader = SegmentReader.open(storage, write(3, 3), SCHEMA);
    reader.close();
    assertThrows(IllegalStateException.class, () -> reader.span(0, 0));
    assertThrows(IllegalStateException.class, () -> reader.value(1, 0));
    assertThrows(IllegalStateException.class, () -> reader.values(1, new int[] {0}));
  }

  /**
   * Offsets in step that lead out of the data, with a checksum that fits, are caught by the row.
   */
  @Test
  void offsetsInStepBeyondTheData_areCorruption() {
    SegmentInfo info = write(16, 16, 16);
    byte[] bytes = storage.bytes(NAME);
    int at = indexOf(bytes, new byte[] {0, 0, 0, 0, 16, 0, 0, 0, 32, 0, 0, 0, 48, 0, 0, 0});
    for (int row = 1; row <= 3; row++) {
      bytes[at + Integer.BYTES * row + 2] = (byte) row; // 65,536 more a row
    }
    storage.replace(NAME, bytes);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    SegmentInfo forged =
        new SegmentInfo(
            NAME,
            3,
            bytes.length,
            (int) crc.getValue(),
            info.minKey(),
            info.maxKey(),
            info.minSeq(),
            info.maxSeq(),
            0);
    try (SegmentReader reader = SegmentReader.open(storage, forged, SCHEMA)) {
      assertThrows(CorruptionException.class, () -> reader.span(0, 0));
      assertThrows(CorruptionException.class, () -> reader.value(2, 0));
    }
  }

  private static int indexOf(byte[] bytes, byte[] sought) {
    for (int at = 0; at <= bytes.length - sought.length; at++) {
      if (Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
        return at;
      }
    }
    throw new AssertionError("not in the file");
  }
}
