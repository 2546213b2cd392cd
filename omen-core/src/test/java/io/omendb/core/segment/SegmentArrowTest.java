package io.omendb.core.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A segment is an Arrow file to others: Arrow's own library and our own import. */
final class SegmentArrowTest {
  private static final Schema SCHEMA = SegmentData.ALL_TYPES;

  private final BlobStore storage = new BlobStore();

  @Test
  void arrowLibrary_readsTheFile() throws IOException {
    List<RowVersion> versions = SegmentData.random(SCHEMA, 500, 3);
    SegmentWriter.write(storage, "s.arrow", SCHEMA, versions);
    try (BufferAllocator allocator = new RootAllocator();
        ArrowFileReader reader =
            new ArrowFileReader(
                new ByteArrayReadableSeekableByteChannel(storage.bytes("s.arrow")), allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      assertEquals("1", root.getSchema().getCustomMetadata().get("omendb.format"));
      assertEquals(SCHEMA.toString(), root.getSchema().getCustomMetadata().get("omendb.schema"));
      assertEquals("true", root.getSchema().findField("ni").getMetadata().get("omendb.not_null"));
      assertTrue(root.getSchema().findField("ni").isNullable());
      assertFalse(root.getSchema().findField("_deleted").isNullable());
      assertTrue(reader.loadNextBatch());
      for (int row = 0; row < versions.size(); row++) {
        RowVersion version = versions.get(row);
        assertEquals(version.key(), ((BigIntVector) root.getVector("key")).get(row));
        assertEquals(version.seq(), ((BigIntVector) root.getVector("_seq")).get(row));
        assertEquals(version.deleted() ? 1 : 0, ((BitVector) root.getVector("_deleted")).get(row));
        Object binary = version.deleted() ? null : version.values()[SCHEMA.ordinal("y")];
        assertArrayEquals((byte[]) binary, (byte[]) root.getVector("y").getObject(row));
      }
      assertFalse(reader.loadNextBatch());
    }
  }

  @Test
  void buffers_areAlignedInTheFile() throws IOException {
    SegmentWriter.write(storage, "s.arrow", SCHEMA, SegmentData.random(SCHEMA, 77, 3));
    try (BufferAllocator allocator = new RootAllocator();
        ArrowFileReader reader =
            new ArrowFileReader(
                new ByteArrayReadableSeekableByteChannel(storage.bytes("s.arrow")), allocator)) {
      var block = reader.getRecordBlocks().getFirst();
      assertEquals(0, (block.getOffset() + block.getMetadataLength()) % 64);
      reader.getVectorSchemaRoot();
      assertTrue(reader.loadNextBatch());
    }
  }

  @Test
  void import_takesTheNewestVersionOfRowsThatAreNotDeleted() {
    List<RowVersion> versions = SegmentData.random(SCHEMA, 1_000, 5);
    SegmentWriter.write(storage, "s.arrow", SCHEMA, versions);
    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      RowVersion version = versions.get(i);
      boolean newest = i == 0 || versions.get(i - 1).key() != version.key();
      if (newest && !version.deleted()) {
        expected.add(SCHEMA.row(version.key(), version.values()));
      }
    }
    List<Row> found = new ArrayList<>();
    InputStream file = new ByteArrayInputStream(storage.bytes("s.arrow"));
    try (ArrowRowReader reader = ArrowRows.read(file)) {
      assertEquals(SCHEMA, reader.schema());
      for (List<Row> batch = reader.nextBatch(); batch != null; batch = reader.nextBatch()) {
        found.addAll(batch);
      }
    }
    assertEquals(expected, found);
  }

  /** The file was written by the first build that knew format 1 and is read by all that follow. */
  @Test
  void golden_format1() throws IOException {
    byte[] golden;
    try (InputStream file =
        Objects.requireNonNull(SegmentArrowTest.class.getResourceAsStream("format-1.arrow"))) {
      golden = file.readAllBytes();
    }
    storage.replace("golden.arrow", golden);
    CRC32C checksum = new CRC32C();
    checksum.update(golden);
    List<RowVersion> versions = SegmentData.extremes();
    SegmentInfo info =
        new SegmentInfo("golden.arrow", 4, golden.length, (int) checksum.getValue(), 0, 0, 0, 0, 0);
    try (SegmentReader reader = SegmentReader.open(storage, info, SCHEMA)) {
      for (int row = 0; row < versions.size(); row++) {
        assertEquals(versions.get(row).key(), reader.key(row));
        assertEquals(versions.get(row).seq(), reader.seq(row));
        @Nullable Object[] values = versions.get(row).values();
        for (int column = 0; column < values.length; column++) {
          assertArrayEquals(
              new @Nullable Object[] {values[column]},
              new @Nullable Object[] {reader.value(row, column)});
        }
      }
    }
  }
}
