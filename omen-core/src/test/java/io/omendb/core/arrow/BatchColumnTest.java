package io.omendb.core.arrow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Column;
import io.omendb.ColumnType;
import io.omendb.ScalarType;
import io.omendb.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put into growing buffers is what they write, at block borders and when used again. */
class BatchColumnTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  private interface Writer {
    void writeTo(ArrowOutput out) throws IOException;
  }

  private static byte[] written(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ArrowOutput out = ArrowOutput.to(Channels.newChannel(bytes));
    writer.writeTo(out);
    out.flush();
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.toByteArray());
    assertEquals((int) checksum.getValue(), out.crc32c(), "seed " + SEED);
    assertEquals(bytes.size(), out.position(), "seed " + SEED);
    return bytes.toByteArray();
  }

  @Test
  void bytes_ofAnyLength() throws IOException {
    Random random = new Random(SEED);
    GrowingBytes growing = new GrowingBytes();
    for (int round = 0; round < 12; round++) {
      growing.clear();
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      for (int i = random.nextInt(60); i > 0; i--) {
        byte[] value = new byte[random.nextInt(random.nextInt(10) == 0 ? 600_000 : 2_000)];
        random.nextBytes(value);
        growing.put(value);
        expected.writeBytes(value);
      }
      assertEquals(expected.size(), growing.length(), "seed " + SEED);
      assertArrayEquals(expected.toByteArray(), written(growing::writeTo), "seed " + SEED);
      assertArrayEquals(expected.toByteArray(), written(growing::writeTo), "written twice");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 65_536, 65_537, 200_001})
  void numbers_ofEachWidth(int count) throws IOException {
    GrowingBytes longs = new GrowingBytes();
    GrowingBytes floats = new GrowingBytes();
    LongColumn column = BatchColumn.ofLongs("key");
    ByteBuffer expectedLongs =
        ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer expectedFloats =
        ByteBuffer.allocate(count * 3 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      longs.putLong(i * 0x0102030405L);
      column.add(i * 0x0102030405L);
      expectedLongs.putLong(i * 0x0102030405L);
      if (i % 5 == 0) {
        floats.putZeros(3 * Float.BYTES);
        expectedFloats.putFloat(0).putFloat(0).putFloat(0);
      } else {
        floats.putFloats(new float[] {i, -i, 0.5f});
        expectedFloats.putFloat(i).putFloat(-i).putFloat(0.5f);
      }
    }
    assertArrayEquals(expectedLongs.array(), written(longs::writeTo));
    assertArrayEquals(expectedLongs.array(), written(out -> column.writeBuffer(1, out)));
    assertArrayEquals(expectedFloats.array(), written(floats::writeTo));
    assertEquals(column.values().byteSize(), column.sizeInBytes());
  }

  @Test
  void bits_ofAnyCount() throws IOException {
    Random random = new Random(SEED);
    GrowingBits growing = new GrowingBits();
    for (int count : new int[] {0, 1, 7, 8, 9, 8_191, 8_192, 8_193, 30_000}) {
      growing.clear();
      BitSet expected = new BitSet();
      int ones = random.nextInt(count + 1);
      growing.addOnes(ones);
      expected.set(0, ones);
      for (int i = ones; i < count; i++) {
        boolean bit = random.nextBoolean();
        growing.add(bit);
        expected.set(i, bit);
      }
      byte[] bytes = written(growing::writeTo);
      assertEquals((count + 7) / 8, bytes.length);
      assertEquals(bytes.length, growing.length());
      assertEquals(expected, BitSet.valueOf(bytes), "seed " + SEED);
    }
  }

  /** Ranges of columns as they lie in memory, and single values between them. */
  @ParameterizedTest
  @ValueSource(strings = {"a bool", "a int32", "a int64", "a float64", "a utf8", "a binary"})
  void ranges_areWhatValuesOneByOneAre(String schema) throws IOException {
    Random random = new Random(SEED);
    Column type = Schema.parse(schema).columns().getFirst();
    for (int round = 0; round < 60; round++) {
      List<@Nullable Object> source = new ArrayList<>();
      boolean nulls = random.nextBoolean();
      for (int i = random.nextInt(3_000); i >= 0; i--) {
        source.add(nulls && random.nextInt(3) == 0 ? null : value(type.type(), random));
      }
      BatchColumn oneByOne = BatchColumn.of(type, true);
      BatchColumn byRanges = BatchColumn.of(type, true);
      ColumnBuffers buffers = buffers(type, source);
      for (int step = 0; step < 12; step++) {
        int from = random.nextInt(source.size());
        int to = from + random.nextInt(source.size() - from + 1);
        source.subList(from, to).forEach(oneByOne::add);
        byRanges.addRange(buffers, from, to);
        if (random.nextBoolean()) {
          oneByOne.add(source.get(from));
          byRanges.add(source.get(from));
        }
      }
      assertEquals(oneByOne.rows(), byRanges.rows(), "seed " + SEED);
      assertEquals(oneByOne.nullCount(), byRanges.nullCount(), "seed " + SEED);
      assertEquals(oneByOne.sizeInBytes(), byRanges.sizeInBytes(), "seed " + SEED);
      for (int buffer = 0; buffer < oneByOne.bufferLengths().length; buffer++) {
        int which = buffer;
        assertArrayEquals(
            written(out -> oneByOne.writeBuffer(which, out)),
            written(out -> byRanges.writeBuffer(which, out)),
            "buffer " + buffer + ", seed " + SEED);
      }
    }
  }

  private static Object value(ColumnType type, Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return switch ((ScalarType) type) {
      case BOOL -> random.nextBoolean();
      case INT32 -> random.nextInt();
      case INT64 -> random.nextLong();
      case FLOAT64 -> random.nextDouble();
      case UTF8 -> "x".repeat(random.nextInt(20));
      case BINARY -> bytes;
      case FLOAT32, TIMESTAMP -> throw new AssertionError(type);
    };
  }

  /** The buffers of a column of these values, outside the heap and each exactly as long. */
  private static ColumnBuffers buffers(Column type, List<@Nullable Object> values)
      throws IOException {
    BatchColumn column = BatchColumn.of(type, true);
    values.forEach(column::add);
    MemorySegment validity = column.nullCount() == 0 ? null : memory(column, 0);
    return column.bufferLengths().length == 2
        ? new ColumnBuffers(validity, memory(column, 1), MemorySegment.NULL)
        : new ColumnBuffers(validity, memory(column, 2), memory(column, 1));
  }

  private static MemorySegment memory(BatchColumn column, int buffer) throws IOException {
    byte[] bytes = written(out -> column.writeBuffer(buffer, out));
    MemorySegment memory = Arena.ofAuto().allocate(Math.max(1, bytes.length), Long.BYTES);
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return memory.asSlice(0, bytes.length);
  }
}
