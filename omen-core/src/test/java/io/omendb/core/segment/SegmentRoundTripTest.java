package io.omendb.core.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.core.arrow.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a segment was written from is what it reads, for every type and shape. */
final class SegmentRoundTripTest {
  private static final long SEED = 20_260_101L;

  private final BlobStore storage = new BlobStore();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 63, 64, 65, 1000, 100_000})
  void read_allTypes(int rows) {
    List<RowVersion> versions = SegmentData.random(SegmentData.ALL_TYPES, rows, SEED + rows);
    SegmentInfo info = SegmentWriter.write(storage, "s.arrow", SegmentData.ALL_TYPES, versions);
    try (SegmentReader reader = SegmentReader.open(storage, info, SegmentData.ALL_TYPES)) {
      assertSame(versions, reader, SegmentData.ALL_TYPES);
    }
    assertEquals(0, storage.open, "blobs left open");
  }

  @Test
  void read_extremes() {
    List<RowVersion> versions = SegmentData.extremes();
    SegmentInfo info = SegmentWriter.write(storage, "s.arrow", SegmentData.ALL_TYPES, versions);
    assertEquals(Long.MIN_VALUE, info.minKey());
    assertEquals(Long.MAX_VALUE, info.maxKey());
    try (SegmentReader reader = SegmentReader.open(storage, info, SegmentData.ALL_TYPES)) {
      assertSame(versions, reader, SegmentData.ALL_TYPES);
    }
  }

  @Test
  void read_valuesLongerThanTheBuffer() {
    Schema schema = Schema.parse("s utf8, y binary, v vector<float32>[16384]");
    byte[] bytes = new byte[1_000_003];
    float[] vector = new float[16_384];
    new Random(SEED).nextBytes(bytes);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = i;
    }
    List<RowVersion> versions = new ArrayList<>();
    for (int key = 0; key < 9; key++) {
      versions.add(
          new RowVersion(
              key, 1, false, new @Nullable Object[] {"é".repeat(300_001 + key), bytes, vector}));
    }
    SegmentInfo info = SegmentWriter.write(storage, "s.arrow", schema, versions);
    try (SegmentReader reader = SegmentReader.open(storage, info, schema)) {
      assertSame(versions, reader, schema);
    }
  }

  @Test
  void read_keysOnly() {
    Schema none = Schema.parse("");
    List<RowVersion> versions = SegmentData.random(none, 100, SEED);
    SegmentInfo info = SegmentWriter.write(storage, "s.arrow", none, versions);
    try (SegmentReader reader = SegmentReader.open(storage, info, none)) {
      assertSame(versions, reader, none);
    }
  }

  @Test
  void values_inTheOrderAskedFor() {
    Schema schema = Schema.parse("a int32, b utf8, c binary");
    byte[] bytes = {1, 2};
    SegmentInfo info =
        SegmentWriter.write(
            storage,
            "s.arrow",
            schema,
            List.of(new RowVersion(5, 1, false, new @Nullable Object[] {7, "x", bytes})));
    try (SegmentReader reader = SegmentReader.open(storage, info, schema)) {
      assertArrayEquals(new Object[] {bytes, 7}, reader.values(0, new int[] {2, 0}));
      assertArrayEquals(new Object[] {}, reader.values(0, new int[] {}));
    }
  }

  @Test
  void row_outsideTheSegment() {
    Schema schema = Schema.parse("b bool, i int64 not null");
    @Nullable Object[] values = {true, 1L};
    List<RowVersion> versions =
        List.of(
            new RowVersion(1, 1, false, values),
            new RowVersion(2, 1, true, new Object[0]),
            new RowVersion(3, 1, false, values));
    SegmentInfo info = SegmentWriter.write(storage, "s.arrow", schema, versions);
    try (SegmentReader reader = SegmentReader.open(storage, info, schema)) {
      for (int row : new int[] {-1, 3, Integer.MAX_VALUE}) {
        assertThrows(IndexOutOfBoundsException.class, () -> reader.key(row));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.seq(row));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.deleted(row));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.value(row, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.isNull(row, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.values(row, new int[] {0}));
      }
    }
  }

  @Test
  void read_afterClose() {
    Schema schema = Schema.parse("i int64");
    SegmentInfo info =
        SegmentWriter.write(storage, "s.arrow", schema, SegmentData.random(schema, 3, SEED));
    SegmentReader reader = SegmentReader.open(storage, info, schema);
    reader.close();
    reader.close();
    assertThrows(IllegalStateException.class, () -> reader.key(0));
  }

  @Test
  void vectors_ofAnotherColumn() {
    Schema schema = Schema.parse("i int64");
    SegmentInfo info =
        SegmentWriter.write(storage, "s.arrow", schema, SegmentData.random(schema, 3, SEED));
    try (SegmentReader reader = SegmentReader.open(storage, info, schema)) {
      OmenException e = assertThrows(OmenException.class, () -> reader.vectors(0));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    }
  }

  @Test
  void write_outOfOrder() {
    Schema none = Schema.parse("");
    Object[] empty = {};
    List<List<RowVersion>> wrong =
        List.of(
            List.of(new RowVersion(2, 1, false, empty), new RowVersion(1, 2, false, empty)),
            List.of(new RowVersion(2, 1, false, empty), new RowVersion(2, 2, false, empty)),
            List.of(new RowVersion(2, 1, false, empty), new RowVersion(2, 1, true, empty)));
    for (List<RowVersion> versions : wrong) {
      OmenException e =
          assertThrows(
              OmenException.class, () -> SegmentWriter.write(storage, "s.arrow", none, versions));
      assertEquals(ErrorCode.INTERNAL, e.code());
    }
  }

  private static void assertSame(List<RowVersion> versions, SegmentReader reader, Schema schema) {
    assertInfo(versions, reader.info());
    assertEquals(versions.size(), reader.rows());
    assertEquals(versions.size() * 8L, reader.keys().byteSize());
    int[] all = IntStream.range(0, schema.size()).toArray();
    boolean[] nulls = new boolean[schema.size()];
    for (int row = 0; row < versions.size(); row++) {
      RowVersion expected = versions.get(row);
      assertEquals(expected.key(), reader.key(row));
      assertEquals(expected.key(), reader.keys().getAtIndex(LittleEndian.LONG, row));
      assertEquals(expected.seq(), reader.seq(row));
      assertEquals(expected.deleted(), reader.deleted(row));
      @Nullable Object[] values =
          expected.deleted() ? new @Nullable Object[schema.size()] : expected.values();
      assertArrayEquals(values, reader.values(row, all));
      for (int column = 0; column < values.length; column++) {
        assertEquals(values[column] == null, reader.isNull(row, column));
        nulls[column] |= values[column] == null;
      }
    }
    for (int column = 0; column < nulls.length; column++) {
      assertEquals(nulls[column], reader.hasNulls(column));
    }
    schema.find("v").ifPresent(_ -> assertVectors(versions, reader, schema));
  }

  private static void assertVectors(
      List<RowVersion> versions, SegmentReader reader, Schema schema) {
    int dimension = schema.vectorType("v").dimension();
    int ordinal = schema.ordinal("v");
    MemorySegment vectors = reader.vectors(ordinal);
    assertEquals(4L * versions.size() * dimension, vectors.byteSize());
    assertEquals(0, vectors.address() % 64, "alignment");
    for (int row = 0; row < versions.size(); row++) {
      RowVersion version = versions.get(row);
      Object value = version.deleted() ? null : version.values()[ordinal];
      float[] expected = value == null ? new float[dimension] : (float[]) value;
      for (int i = 0; i < dimension; i++) {
        assertEquals(
            expected[i], vectors.getAtIndex(LittleEndian.FLOAT, (long) row * dimension + i));
      }
    }
  }

  private static void assertInfo(List<RowVersion> versions, SegmentInfo info) {
    List<Long> seqs = new ArrayList<>(versions.stream().map(RowVersion::seq).sorted().toList());
    assertEquals(versions.size(), info.rows());
    assertEquals(versions.stream().filter(RowVersion::deleted).count(), info.deletedRows());
    if (versions.isEmpty()) {
      assertEquals(Long.MAX_VALUE, info.minKey());
      assertEquals(Long.MIN_VALUE, info.maxKey());
    } else {
      assertEquals(versions.getFirst().key(), info.minKey());
      assertEquals(versions.getLast().key(), info.maxKey());
      assertEquals(seqs.getFirst(), info.minSeq());
      assertEquals(seqs.getLast(), info.maxSeq());
    }
  }
}
