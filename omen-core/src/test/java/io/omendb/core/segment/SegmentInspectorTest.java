package io.omendb.core.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Schema;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.IndexSettings;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sound segment is sound, and what a checksum would not tell is told too. */
class SegmentInspectorTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final String NAME = "s.arrow";

  private final StorageEngine storage =
      EngineRegistry.get().storage().select("memory").open(UUID.randomUUID().toString());
  private final List<String> ofSegment = new ArrayList<>();
  private final List<String> ofSidecar = new ArrayList<>();

  @AfterEach
  void close() {
    storage.close();
  }

  private SegmentInfo write(Schema schema, List<RowVersion> versions, String engine) {
    SegmentInfo info = SegmentWriter.write(storage, NAME, schema, versions);
    indexes(engine)
        .create(
            NAME, MemorySegment.ofArray(versions.stream().mapToLong(RowVersion::key).toArray()));
    return info;
  }

  private SegmentIndexes indexes(String engine) {
    return new SegmentIndexes(
        storage, EngineRegistry.get().index().select(engine).create(IndexSettings.DEFAULT));
  }

  private boolean inspect(SegmentInfo info, Schema schema) {
    ofSegment.clear();
    ofSidecar.clear();
    return SegmentInspector.inspect(
        storage,
        info,
        schema,
        (file, offset, what) -> ofSegment.add(file + "@" + offset + ": " + what),
        (file, offset, what) -> ofSidecar.add(file + "@" + offset + ": " + what),
        rows -> assertEquals(info.rows(), rows));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 64, 5_000})
  void soundSegment_hasNoProblems(int rows) {
    for (String engine : EngineRegistry.get().index().availableNames()) {
      List<RowVersion> versions = SegmentData.random(SegmentData.ALL_TYPES, rows, SEED);
      SegmentInfo info = write(SegmentData.ALL_TYPES, versions, engine);
      assertTrue(inspect(info, SegmentData.ALL_TYPES), () -> "seed " + SEED + ofSegment);
      assertEquals(List.of(), ofSidecar, () -> engine + ", seed " + SEED);
      storage.deleteBlob(NAME);
      storage.deleteBlob(SegmentIndexes.sidecarName(NAME));
    }
  }

  @Test
  void extremes_haveNoProblems() {
    SegmentInfo info = write(SegmentData.ALL_TYPES, SegmentData.extremes(), "btree");
    assertTrue(inspect(info, SegmentData.ALL_TYPES), ofSegment::toString);
    assertEquals(List.of(), ofSidecar);
  }

  /** With a manifest that was changed along with the file, the checksum is no help. */
  @Test
  void wrongFigures_areAllNamed() {
    List<RowVersion> versions = SegmentData.random(SegmentData.ALL_TYPES, 100, SEED);
    SegmentInfo info = write(SegmentData.ALL_TYPES, versions, "rmi");
    SegmentInfo wrong =
        new SegmentInfo(
            NAME,
            info.rows(),
            info.sizeInBytes(),
            info.crc32c(),
            info.minKey() - 1,
            info.maxKey() + 1,
            info.minSeq() - 1,
            info.maxSeq() + 1,
            info.deletedRows() + 1);
    assertFalse(inspect(wrong, SegmentData.ALL_TYPES));
    assertEquals(5, ofSegment.size(), ofSegment.toString());
  }

  /** Every byte of a file, so that footer and metadata are among them. */
  @Test
  void flippedBits_areFoundWhateverTheyHit() {
    List<RowVersion> versions = SegmentData.random(SegmentData.ALL_TYPES, 20, SEED);
    SegmentInfo info = write(SegmentData.ALL_TYPES, versions, "pgm");
    Random random = new Random(SEED);
    byte[] whole = content();
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      replace(flipped);
      assertFalse(inspect(info, SegmentData.ALL_TYPES), "byte " + at + ", seed " + SEED);
      assertTrue(ofSegment.getFirst().startsWith(NAME), ofSegment.toString());
    }
    replace(whole);
    assertTrue(inspect(info, SegmentData.ALL_TYPES), ofSegment.toString());
  }

  private byte[] content() {
    try (Blob blob = storage.openBlob(NAME)) {
      return blob.content().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private void replace(byte[] content) {
    storage.deleteBlob(NAME);
    storage.putBlob(NAME, channel -> channel.write(ByteBuffer.wrap(content)));
  }

  @Test
  void textThatIsNotUtf8_isNamedWithItsRow() {
    Schema text = Schema.parse("s utf8");
    SegmentInfo good =
        SegmentWriter.write(
            storage,
            NAME,
            text,
            List.of(
                new RowVersion(1, 1, false, new Object[] {"é"}),
                new RowVersion(2, 1, false, new Object[] {"ab"})));
    byte[] planted = content();
    int at = indexOf(planted, "éab".getBytes(StandardCharsets.UTF_8));
    planted[at + 3] = (byte) 0xff;
    replace(planted);
    assertFalse(inspect(good, text));
    assertTrue(
        ofSegment.stream().anyMatch(p -> p.contains("column 's' of row 1 is not UTF-8")),
        ofSegment.toString());
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  /** An index that is whole but of other keys: its checksum fits, its answers do not. */
  @Test
  void indexOfOtherKeys_isNamed() {
    for (String engine : EngineRegistry.get().index().availableNames()) {
      Schema schema = Schema.parse("");
      SegmentInfo info = write(schema, rows(0, 3), engine);
      storage.deleteBlob(SegmentIndexes.sidecarName(NAME));
      long[] others = rows(5, 1_000).stream().mapToLong(RowVersion::key).toArray();
      indexes(engine).create(NAME, MemorySegment.ofArray(others));
      assertTrue(inspect(info, schema), ofSegment.toString());
      if (!engine.equals("binary")) { // it keeps nothing of the keys
        assertEquals(1, ofSidecar.size(), engine + ofSidecar);
        assertTrue(ofSidecar.getFirst().startsWith(NAME + ".index@"), ofSidecar.toString());
      }
      storage.deleteBlob(NAME);
      storage.deleteBlob(SegmentIndexes.sidecarName(NAME));
    }
  }

  private static List<RowVersion> rows(int shift, int step) {
    Random random = new Random(SEED);
    List<RowVersion> rows = new ArrayList<>();
    long key = shift;
    for (int i = 0; i < 4_000; i++) {
      key += 1 + random.nextInt(step);
      rows.add(new RowVersion(key, 1, false, new Object[0]));
    }
    return rows;
  }
}
