package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.CorruptionException;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files and records are named and refused, or mended where nothing is lost. */
class FileDamageTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final int FLIPS = Boolean.getBoolean("omendb.test.long") ? 500 : 12;
  private static final int ROWS = 150;
  private static final DatabaseOptions OPTIONS =
      DatabaseOptions.defaults()
          .with(DatabaseOptions.Key.STORAGE_ENGINE, "rocksdb")
          .with(DatabaseOptions.Key.SEGMENT_ROWS, "100");

  @TempDir(factory = FastDirectory.class)
  Path directory;

  private final Random random = new Random(SEED);

  /** Two segments and a commit in the log. */
  @BeforeEach
  void fill() {
    try (Database database = open()) {
      Collection rows =
          database.createCollection(
              "rows", Schema.parse("name utf8, size int64 not null, v vector<float32>[3]"));
      rows.put(LongStream.range(0, ROWS).mapToObj(FileDamageTest::row).toList());
      rows.flush();
      rows.put(row(ROWS));
    }
  }

  private static Row row(long key) {
    return Row.of(key).with("name", "n" + key).with("size", key).with("v", new float[] {key, 1, 2});
  }

  private Database open() {
    return Database.open("file:" + directory, OPTIONS);
  }

  private StorageEngine storage() {
    return EngineRegistry.get().storage().select("rocksdb").open(directory.toString());
  }

  private void assertWhole() {
    try (Database database = open()) {
      Collection rows = database.collection("rows");
      assertEquals(ROWS + 1, rows.count());
      for (long key = 0; key <= ROWS; key++) {
        assertEquals(row(key), rows.get(key).orElseThrow());
      }
    }
  }

  private CorruptionException assertCorrupt(String file, String what) {
    CorruptionException refusal =
        assertThrows(CorruptionException.class, () -> open().close(), what);
    assertEquals(ErrorCode.CORRUPTION, refusal.code());
    assertTrue(refusal.file().contains(file), () -> file + " is not in " + refusal.getMessage());
    return refusal;
  }

  private List<Path> blobs(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("blobs"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** Damages a file in one way after another; each is undone. */
  private void damage(Path file, Runnable check) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < FLIPS; i++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      Files.write(file, flipped);
      check.run();
    }
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      check.run();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    check.run();
    Files.delete(file);
    check.run();
    Files.write(file, whole);
  }

  @Test
  void damagedSegment_isNamed() throws IOException {
    List<Path> segments = blobs(".arrow");
    assertEquals(2, segments.size());
    for (Path segment : segments) {
      String name = String.valueOf(segment.getFileName());
      damage(segment, () -> assertCorrupt(name, "seed " + SEED));
    }
    assertWhole();
  }

  @Test
  void damagedIndex_isTrainedAgain() throws IOException {
    List<Path> indexes = blobs(".index");
    assertEquals(2, indexes.size());
    for (Path index : indexes) {
      damage(index, this::assertWhole);
    }
    assertWhole();
    try (Database database = open()) {
      database.collection("rows").getAll(LongStream.range(0, ROWS).toArray());
      assertEquals(ROWS, database.collection("rows").stats().learned().hits());
    }
  }

  /** Codes of two segments: an open database answers around the damage. */
  @Test
  void damagedCodes_changeNoAnswer() throws IOException {
    DatabaseOptions options = OPTIONS.with(DatabaseOptions.Key.SEGMENT_ROWS, "1000");
    CodedRows coded = new CodedRows(SEED);
    try (Database database = Database.open("file:" + directory, options)) {
      Collection collection = database.createCollection("coded", CodedRows.SCHEMA);
      for (int i = 0; i < 2; i++) {
        coded.write(collection);
        collection.flush();
      }
    }
    List<Path> codes = blobs(".codes");
    assertEquals(4, codes.size());
    for (Path file : codes) {
      damage(
          file,
          () -> {
            try (Database database = Database.open("file:" + directory, options)) {
              coded.check(database.collection("coded"), 1);
              assertEquals(coded.rows(), database.collection("coded").scan().toList());
            }
          });
    }
    assertWhole();
  }

  @Test
  void otherIndexEngine_trainsAgainAndKeepsIt() throws IOException {
    for (String engine : EngineRegistry.get().index().availableNames()) {
      DatabaseOptions options = OPTIONS.with(DatabaseOptions.Key.INDEX_ENGINE, engine);
      try (Database database = Database.open("file:" + directory, options)) {
        Collection rows = database.collection("rows");
        for (SegmentStats segment : rows.stats().segments()) {
          assertEquals(engine, segment.indexEngine());
        }
        assertEquals(row(99), rows.get(99).orElseThrow());
      }
      List<byte[]> kept = new ArrayList<>();
      for (Path index : blobs(".index")) {
        kept.add(Files.readAllBytes(index));
      }
      Database.open("file:" + directory, options).close();
      for (int i = 0; i < kept.size(); i++) {
        assertEquals(
            ByteBuffer.wrap(kept.get(i)),
            ByteBuffer.wrap(Files.readAllBytes(blobs(".index").get(i))));
      }
    }
  }

  /** Every record of the key-value space in turn: flipped, cut short, of a newer version. */
  @Test
  void damagedRecord_isNamed() {
    for (byte[] key : keys()) {
      String name =
          switch ((char) key[0]) {
            case 'D' -> "database record";
            case 'C' -> "catalog record of rows";
            case 'R' -> "ref main of collection rows";
            case 'M' -> "manifest 1 of collection rows";
            case 'L' -> "log record 2";
            default -> throw new AssertionError("a record of kind " + (char) key[0]);
          };
      byte[] whole = edit(key, record -> record);
      for (int i = 0; i < FLIPS; i++) {
        edit(key, this::flipped);
        assertCorrupt(name, "seed " + SEED);
        edit(key, record -> whole);
      }
      for (int length : new int[] {0, 11, whole.length - 1}) {
        edit(key, record -> Arrays.copyOf(whole, length));
        assertCorrupt(name, length + " bytes");
      }
      edit(key, record -> ofVersion(whole, 2));
      OmenException newer = assertThrows(OmenException.class, () -> open().close(), name);
      assertEquals(ErrorCode.UNSUPPORTED_FORMAT, newer.code(), newer::getMessage);
      assertFalse(newer instanceof CorruptionException);
      assertTrue(String.valueOf(newer.getMessage()).contains("version 2"), newer::getMessage);
      edit(key, record -> whole);
      assertWhole();
    }
  }

  private byte[] flipped(byte[] record) {
    byte[] flipped = record.clone();
    flipped[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return flipped;
  }

  /** As a newer build would write it: with a checksum that fits. */
  private static byte[] ofVersion(byte[] record, int version) {
    byte[] newer = record.clone();
    newer[5] = (byte) version;
    CRC32C checksum = new CRC32C();
    checksum.update(newer, 0, newer.length - Integer.BYTES);
    ByteBuffer.wrap(newer)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(newer.length - Integer.BYTES, (int) checksum.getValue());
    return newer;
  }

  @Test
  void missingRecord_isNamedAndNothingRemoved() throws IOException {
    List<Path> before = blobs("");
    for (byte[] key : keys()) {
      String name =
          switch ((char) key[0]) {
            case 'D' -> "database record";
            case 'C' -> "catalog record of collection 1";
            case 'R' -> "ref main of collection rows";
            case 'M' -> "manifest 1 of collection rows";
            default -> "";
          };
      if (!name.isEmpty()) {
        byte[] whole;
        try (StorageEngine storage = storage()) {
          whole = Objects.requireNonNull(storage.get(key));
          storage.delete(key, Durability.SYNC);
        }
        assertCorrupt(name, name);
        assertEquals(before, blobs(""), name);
        edit(key, record -> whole);
      }
    }
    assertWhole();
  }

  @Test
  void missingCommit_isNamed() {
    try (Database database = open()) {
      database.collection("rows").put(row(ROWS));
      database.collection("rows").put(row(ROWS));
    }
    try (StorageEngine storage = storage()) {
      storage.delete(StorageKeys.log(1, 3), Durability.SYNC);
    }
    CorruptionException refusal = assertCorrupt("log of collection", "gap");
    assertTrue(String.valueOf(refusal.getMessage()).contains("commit 3"), refusal::getMessage);
  }

  private List<byte[]> keys() {
    List<byte[]> keys = new ArrayList<>();
    try (StorageEngine storage = storage();
        StorageCursor cursor = storage.scan(new byte[0], null)) {
      while (cursor.next()) {
        keys.add(cursor.key());
      }
    }
    assertEquals(5, keys.size(), "one of each kind");
    return keys;
  }

  /** Rewrites a record; returns what it was, or what is written where there was none. */
  private byte[] edit(byte[] key, UnaryOperator<byte[]> change) {
    try (StorageEngine storage = storage()) {
      byte[] present = storage.get(key);
      byte[] old = present == null ? new byte[0] : present;
      byte[] changed = change.apply(old);
      if (!Arrays.equals(old, changed)) {
        storage.put(key, changed, Durability.SYNC);
      }
      return old;
    }
  }

  @Test
  void secondOpening_isRefusedWithThePid() {
    try (Database database = open()) {
      OmenException refusal = assertThrows(OmenException.class, this::open);
      assertEquals(ErrorCode.DATABASE_LOCKED, refusal.code());
      String pid = String.valueOf(ProcessHandle.current().pid());
      assertTrue(String.valueOf(refusal.getMessage()).contains(pid), refusal::getMessage);
      assertEquals(ROWS + 1, database.collection("rows").count());
    }
    assertWhole();
  }

  @Test
  void directoryOfAnotherEngine_isRefused() {
    OmenException refusal =
        assertThrows(
            OmenException.class,
            () ->
                Database.open(
                    "file:" + directory,
                    OPTIONS.with(DatabaseOptions.Key.INDEX_ENGINE, "no_such_engine")));
    assertEquals(ErrorCode.ENGINE_NOT_FOUND, refusal.code());
    assertWhole();
  }
}
