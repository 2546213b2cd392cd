package io.omendb.core.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A damaged segment is refused by name; even one with a matching checksum cannot hurt the JVM. */
final class SegmentCorruptionTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final long SEED = 42;
  private static final Schema SCHEMA = SegmentData.ALL_TYPES;
  private static final int METADATA_BYTES = 3_000;
  private static final String NAME = "damaged.arrow";

  private final BlobStore storage = new BlobStore();
  private SegmentInfo info = write();
  private byte[] intact = storage.bytes(NAME);

  @BeforeEach
  void restore() {
    info = write();
    intact = storage.bytes(NAME);
  }

  private SegmentInfo write() {
    return SegmentWriter.write(storage, NAME, SCHEMA, SegmentData.random(SCHEMA, 50, SEED));
  }

  private CorruptionException assertRefused(byte[] bytes, SegmentInfo expected) {
    storage.replace(NAME, bytes);
    CorruptionException e =
        assertThrows(
            CorruptionException.class, () -> SegmentReader.open(storage, expected, SCHEMA));
    assertEquals(NAME, e.file());
    assertEquals(0, storage.open, "blobs left open");
    return e;
  }

  @Test
  void truncation_atEveryByte() {
    for (int length = 0; length < intact.length; length++) {
      CorruptionException e = assertRefused(Arrays.copyOf(intact, length), info);
      assertEquals(length, e.offset());
    }
    assertRefused(Arrays.copyOf(intact, intact.length + 1), info);
  }

  @Test
  void truncation_withMatchingChecksum() {
    for (int length = 0; length < intact.length; length++) {
      byte[] bytes = Arrays.copyOf(intact, length);
      assertRefused(bytes, matching(bytes));
    }
  }

  @Test
  void bitFlip_anywhere() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = intact.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      assertRefused(bytes, info);
    }
  }

  /** The checksum is the guard; this is what stands behind it should it ever agree by chance. */
  @Test
  void mutation_withMatchingChecksum() {
    int rounds = LONG ? 200_000 : 5_000;
    for (int round = 0; round < rounds; round++) {
      Random random = new Random(SEED + round);
      byte[] bytes = intact.clone();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        // Schema message and record batch metadata at the head, footer at the tail.
        int distance = random.nextInt(random.nextBoolean() ? bytes.length : METADATA_BYTES);
        int at = random.nextBoolean() ? distance : bytes.length - 1 - distance;
        bytes[at] =
            (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << random.nextInt(8));
      }
      storage.replace(NAME, bytes);
      try (SegmentReader reader = SegmentReader.open(storage, matching(bytes), SCHEMA)) {
        readAll(reader);
      } catch (CorruptionException e) {
        assertEquals(NAME, e.file());
      } catch (OmenException e) {
        assertEquals(ErrorCode.UNSUPPORTED_FORMAT, e.code());
      } catch (RuntimeException e) {
        fail("seed " + (SEED + round), e);
      }
      assertEquals(0, storage.open, "blobs left open");
    }
  }

  private static void readAll(SegmentReader reader) {
    int[] all = IntStream.range(0, SCHEMA.size()).toArray();
    for (int row = 0; row < reader.rows(); row++) {
      reader.key(row);
      reader.seq(row);
      reader.deleted(row);
      reader.values(row, all);
    }
  }

  private SegmentInfo matching(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return new SegmentInfo(
        NAME,
        info.rows(),
        bytes.length,
        (int) checksum.getValue(),
        info.minKey(),
        info.maxKey(),
        info.minSeq(),
        info.maxSeq(),
        info.deletedRows());
  }

  @Test
  void manifest_thatContradictsTheFile() {
    assertRefused(
        intact,
        new SegmentInfo(NAME, info.rows() + 1, info.sizeInBytes(), info.crc32c(), 0, 0, 0, 0, 0));
    for (String text : new String[] {"b bool", SCHEMA + ", more int32", ""}) {
      CorruptionException e =
          assertThrows(
              CorruptionException.class,
              () -> SegmentReader.open(storage, info, Schema.parse(text)));
      assertTrue(e.what().contains("schema"), e::toString);
    }
  }

  @Test
  void blob_thatIsMissing() {
    storage.deleteBlob(NAME);
    CorruptionException e =
        assertThrows(CorruptionException.class, () -> SegmentReader.open(storage, info, SCHEMA));
    assertEquals(NAME, e.file());
  }

  @Test
  void format_thatIsNewer() {
    byte[] newer = replaceAll("omendb.format", (byte) '1', (byte) '2');
    storage.replace(NAME, newer);
    OmenException e =
        assertThrows(
            OmenException.class, () -> SegmentReader.open(storage, matching(newer), SCHEMA));
    assertEquals(ErrorCode.UNSUPPORTED_FORMAT, e.code());
    assertTrue(e.what().contains("format 2"), e::toString);
    byte[] never = replaceAll("omendb.format", (byte) '1', (byte) '0');
    assertRefused(never, matching(never));
  }

  /** The flatbuffers of schema message and footer hold the value just before or after its key. */
  private byte[] replaceAll(String key, byte from, byte to) {
    byte[] bytes = intact.clone();
    byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
    int replaced = 0;
    for (int i = 16; i < bytes.length - wanted.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        for (int at = i - 16; at < i; at++) {
          if (bytes[at] == from && bytes[at - 4] == 1 && bytes[at + 1] == 0) {
            bytes[at] = to;
            replaced++;
          }
        }
      }
    }
    assertEquals(2, replaced, "in schema message and footer");
    return bytes;
  }
}
