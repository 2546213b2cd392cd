package io.omendb.core.arrow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.BitSet;
import java.util.Random;
import java.util.zip.CRC32C;
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
}
