package io.omendb.core.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, reading ends in rows or an OmenException, in time and in memory. */
final class MalformedArrowTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final long SEED = 1_234;
  private static final Set<ErrorCode> ALLOWED =
      Set.of(
          ErrorCode.INVALID_DATA,
          ErrorCode.INVALID_NAME,
          ErrorCode.INVALID_SCHEMA,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.UNSUPPORTED_FORMAT);

  private static byte[] valid(String source) throws IOException {
    return switch (source) {
      case "ours" -> ours();
      case "dictionary stream" -> ForeignArrow.dictionary(false);
      case "dictionary file" -> ForeignArrow.dictionary(true);
      default -> {
        try (InputStream file = MalformedArrowTest.class.getResourceAsStream(source)) {
          yield Objects.requireNonNull(file, source).readAllBytes();
        }
      }
    };
  }

  private static byte[] ours() {
    Schema schema =
        Schema.parse("b bool, l int64, t timestamp, s utf8, y binary, v vector<float32>[3]");
    Row row =
        Row.of(1)
            .with("b", true)
            .with("l", 5L)
            .with("t", Instant.EPOCH)
            .with("s", "text")
            .with("y", new byte[] {1})
            .with("v", new float[3]);
    return ArrowRows.stream(schema, List.of(row, Row.of(2), Row.of(3).with("s", "more")));
  }

  /** Reads to the end; at most as many rows as the bytes could hold. */
  private static void readAll(byte[] bytes, String key) {
    try (ArrowRowReader reader = ArrowRows.read(new ByteArrayInputStream(bytes), key, null)) {
      long rows = 0;
      for (List<Row> batch = reader.nextBatch(); batch != null; batch = reader.nextBatch()) {
        rows += batch.size();
      }
      assertTrue(rows <= bytes.length, rows + " rows out of " + bytes.length + " bytes");
    }
  }

  private static String key(String source) {
    return source.startsWith("p") ? "id" : "key";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ours", "dictionary stream", "dictionary file", "pyarrow.arrows", "polars.arrow"})
  void truncation_atEveryByte(String source) throws IOException {
    byte[] bytes = valid(source);
    int accepted = 0;
    for (int length = 0; length < bytes.length; length++) {
      try {
        readAll(Arrays.copyOf(bytes, length), key(source));
        accepted++;
      } catch (OmenException e) {
        assertEquals(ErrorCode.INVALID_DATA, e.code(), "length " + length);
      }
    }
    // A stream may end after any message; a file may not.
    assertTrue(accepted <= (source.contains("stream") || source.endsWith("s") ? 5 : 0), source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ours", "dictionary stream", "dictionary file", "pyarrow.arrows", "polars.arrow"})
  void mutation_anywhere(String source) throws IOException {
    byte[] valid = valid(source);
    int rounds = LONG ? 100_000 : 3_000;
    for (int round = 0; round < rounds; round++) {
      long seed = SEED + round;
      byte[] bytes = mutate(valid, new Random(seed));
      try {
        readAll(bytes, key(source));
      } catch (OmenException e) {
        assertTrue(ALLOWED.contains(e.code()), () -> "seed " + seed + ": " + e);
      } catch (RuntimeException | OutOfMemoryError e) {
        fail(source + ", seed " + seed, e);
      }
    }
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] interesting = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 8, 64, bytes.length};
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(bytes.length - 4);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        default -> buffer.putInt(at & ~3, interesting[random.nextInt(interesting.length)]);
      }
    }
    return bytes;
  }

  @Test
  void noise() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length > 0) {
        OmenException e = assertThrows(OmenException.class, () -> readAll(noise, "key"));
        assertEquals(ErrorCode.INVALID_DATA, e.code());
      }
    }
  }

  @Test
  void length_thatNeverArrives() {
    byte[] bytes = new byte[16];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int length : new int[] {16 << 20, (16 << 20) + 1, Integer.MAX_VALUE, -1}) {
      buffer.putInt(0, -1).putInt(4, length);
      OmenException e = assertThrows(OmenException.class, () -> readAll(bytes, "key"));
      assertEquals(ErrorCode.INVALID_DATA, e.code());
    }
  }

  @Test
  void stream_thatHasNoSchema() {
    OmenException e =
        assertThrows(
            OmenException.class,
            () -> readAll(ArrowRows.batchMessage(Schema.of(), List.of(Row.of(1))), "key"));
    assertEquals(ErrorCode.INVALID_DATA, e.code());
    e = assertThrows(OmenException.class, () -> readAll(ArrowRows.endOfStream(), "key"));
    assertEquals(ErrorCode.INVALID_DATA, e.code());
  }

  @Test
  void stream_thatFails() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the cable is out");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        };
    OmenException e = assertThrows(OmenException.class, () -> ArrowRows.read(failing));
    assertEquals(ErrorCode.IO_ERROR, e.code());
  }

  @Test
  void source_isClosedOnceByEitherOutcome() {
    int[] closed = new int[1];
    InputStream good = counting(ours(), closed);
    ArrowRows.read(good).close();
    assertEquals(1, closed[0]);
    InputStream bad = counting(new byte[20], closed);
    assertThrows(OmenException.class, () -> ArrowRows.read(bad));
    assertTrue(closed[0] >= 2, "not closed after a failure");
  }

  private static InputStream counting(byte[] bytes, int[] closed) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public void close() {
        closed[0]++;
      }
    };
  }
}
