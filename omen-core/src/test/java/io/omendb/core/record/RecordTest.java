package io.omendb.core.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.core.record.Envelope.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records come back as they were written, or not at all. */
class RecordTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  private static byte[] payload() {
    return new RecordWriter()
        .putByte(200)
        .putInt(Integer.MIN_VALUE)
        .putLong(Long.MAX_VALUE)
        .putBytes(new byte[] {1, -1})
        .putString("Zürich 😀")
        .putFloats(new float[] {1.5f, -0f, Float.NaN})
        .toBytes();
  }

  private static void assertPayload(RecordReader reader) {
    assertEquals((byte) 200, (byte) reader.getByte());
    assertEquals(Integer.MIN_VALUE, reader.getInt());
    assertEquals(Long.MAX_VALUE, reader.getLong());
    assertArrayEquals(new byte[] {1, -1}, reader.getBytes());
    assertEquals("Zürich 😀", reader.getString());
    assertFalse(reader.atEnd());
    assertArrayEquals(new float[] {1.5f, -0f, Float.NaN}, reader.getFloats());
    assertTrue(reader.atEnd());
  }

  @ParameterizedTest
  @EnumSource
  void envelope_givesThePayloadBack(Kind kind) {
    byte[] record = Envelope.wrap(kind, payload());
    assertPayload(Envelope.unwrap(kind, "it", record));
    assertTrue(Envelope.unwrap(kind, "it", Envelope.wrap(kind, new byte[0])).atEnd());
    for (Kind other : Kind.values()) {
      if (other != kind) {
        assertThrows(
            CorruptionException.class, () -> Envelope.unwrap(other, "it", record), other::toString);
      }
    }
  }

  @Test
  void writer_growsAsNeeded() {
    RecordWriter writer = new RecordWriter();
    byte[] large = new byte[100_000];
    Arrays.fill(large, (byte) 7);
    for (int i = 0; i < 1000; i++) {
      writer.putInt(i);
    }
    writer.putBytes(large).putFloats(new float[1000]);
    assertEquals(4000 + 4 + large.length + 4 + 4000, writer.size());
    RecordReader reader = new RecordReader("it", writer.toBytes());
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, reader.getInt());
    }
    assertArrayEquals(large, reader.getBytes());
    assertEquals(1000, reader.getFloats().length);
  }

  /** Every bit of a small record, and every length. */
  @Test
  void damagedEnvelope_isRefused() {
    byte[] record = Envelope.wrap(Kind.COMMIT, payload());
    for (int bit = 0; bit < record.length * Byte.SIZE; bit++) {
      byte[] flipped = record.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      CorruptionException refusal =
          assertThrows(
              CorruptionException.class, () -> Envelope.unwrap(Kind.COMMIT, "log 7", flipped));
      assertEquals("log 7", refusal.file());
    }
    for (int length = 0; length < record.length; length++) {
      byte[] cut = Arrays.copyOf(record, length);
      assertThrows(CorruptionException.class, () -> Envelope.unwrap(Kind.COMMIT, "it", cut));
    }
  }

  /** Random bytes as a payload: whatever is read of them, the only errors are corruption. */
  @Test
  void randomPayload_isNothingButCorrupt() {
    Random random = new Random(SEED);
    List<Consumer<RecordReader>> reads =
        List.of(
            RecordReader::getByte,
            RecordReader::getInt,
            RecordReader::getLong,
            RecordReader::getBytes,
            RecordReader::getString,
            RecordReader::getFloats,
            reader -> reader.getCount(8));
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 4 && random.nextBoolean()) {
        bytes[3] = 0;
        bytes[2] = 0;
        bytes[1] = 0;
      }
      RecordReader reader = new RecordReader("it", bytes);
      try {
        while (!reader.atEnd()) {
          reads.get(random.nextInt(reads.size())).accept(reader);
        }
      } catch (CorruptionException refusal) {
        assertTrue(refusal.offset() >= 0 && refusal.offset() <= bytes.length, "seed " + SEED);
      }
    }
  }

  @Test
  void impossibleCounts_areRefusedBeforeMemoryIsTaken() {
    for (int count : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 3}) {
      byte[] bytes = new RecordWriter().putInt(count).putByte(0).putByte(0).toBytes();
      assertThrows(CorruptionException.class, () -> new RecordReader("it", bytes).getBytes());
      assertThrows(CorruptionException.class, () -> new RecordReader("it", bytes).getFloats());
      assertThrows(CorruptionException.class, () -> new RecordReader("it", bytes).getCount(1));
    }
  }

  @Test
  void errors_areOfTheRightKind() {
    CorruptionException refusal =
        assertThrows(
            CorruptionException.class, () -> Envelope.unwrap(Kind.REF, "ref main", new byte[30]));
    assertEquals(ErrorCode.CORRUPTION, refusal.code());
    OmenException asOmen = refusal;
    assertTrue(asOmen.what().startsWith("ref main"), asOmen::what);
  }
}
