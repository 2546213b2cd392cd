package io.omendb.core.care;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file that makes a directory a backup, written last: what the backup holds, with checksums. A
 * directory without it is a backup that was cut short, or none.
 *
 * <pre>
 *   envelope of kind 7: micros:i64 engine:utf8 records:i64 recordsCrc:i32 count:i32 (name:utf8 bytes:i64 crc:i32)*
 * </pre>
 *
 * @param micros when it was made, in microseconds since 1970
 * @param engine the storage engine that keeps it
 * @param records records of the key-value space
 * @param recordsCrc CRC32C of all of them in order, each as length and bytes of key and value
 * @param blobs every blob, by name
 */
record BackupList(long micros, String engine, long records, int recordsCrc, List<Entry> blobs) {
  /** One blob: length and CRC32C. */
  record Entry(String name, long bytes, int crc) {}

  static final String NAME = "BACKUP";
  private static final String TEMPORARY = ".tmp-BACKUP";
  private static final int SMALLEST_ENTRY = 2 * Integer.BYTES + Long.BYTES;
  private static final long CHUNK_BYTES = 1 << 30;

  BackupList {
    blobs = List.copyOf(blobs);
  }

  /** What a storage holds that nobody writes to. */
  static BackupList of(StorageEngine storage, long micros) {
    CRC32C crc = new CRC32C();
    long records = 0;
    try (StorageCursor cursor = storage.scan(new byte[0], null)) {
      while (cursor.next()) {
        crc.update(new RecordWriter().putBytes(cursor.key()).putBytes(cursor.value()).toBytes());
        records++;
      }
    }
    List<Entry> blobs = new ArrayList<>();
    for (BlobInfo info : storage.listBlobs("")) {
      try (Blob blob = storage.openBlob(info.name())) {
        blobs.add(new Entry(info.name(), blob.content().byteSize(), crc(blob.content())));
      }
    }
    return new BackupList(micros, storage.name(), records, (int) crc.getValue(), blobs);
  }

  private static int crc(MemorySegment content) {
    CRC32C crc = new CRC32C();
    for (long done = 0; done < content.byteSize(); done += CHUNK_BYTES) {
      crc.update(
          content.asSlice(done, Math.min(CHUNK_BYTES, content.byteSize() - done)).asByteBuffer());
    }
    return (int) crc.getValue();
  }

  /** Bytes of the blobs. */
  long bytes() {
    return blobs.stream().mapToLong(Entry::bytes).sum();
  }

  /** Writes it into a directory: after a crash it is there as a whole, or not at all. */
  void writeTo(Path directory) {
    RecordWriter out = new RecordWriter();
    out.putLong(micros).putString(engine).putLong(records).putInt(recordsCrc).putInt(blobs.size());
    for (Entry blob : blobs) {
      out.putString(blob.name()).putLong(blob.bytes()).putInt(blob.crc());
    }
    ByteBuffer content = ByteBuffer.wrap(Envelope.wrap(Envelope.Kind.BACKUP, out.toBytes()));
    Path temporary = directory.resolve(TEMPORARY);
    try {
      try (FileChannel file =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        while (content.hasRemaining()) {
          file.write(content);
        }
        file.force(true);
      }
      Files.move(temporary, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
      syncDirectory(directory);
    } catch (IOException e) {
      throw OmenException.io("write " + directory.resolve(NAME), e);
    }
  }

  /** Makes the name durable, where the operating system can open a directory. */
  private static void syncDirectory(Path directory) throws IOException {
    if (java.io.File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * Reads the list of a backup.
   *
   * @throws OmenException {@link ErrorCode#LOCATION_NOT_FOUND} where there is no directory, {@link
   *     ErrorCode#CORRUPTION} where the directory is not a whole backup or the list is damaged
   */
  static BackupList read(Path directory) {
    Path file = directory.resolve(NAME);
    if (!Files.isDirectory(directory)) {
      throw new OmenException(
          ErrorCode.LOCATION_NOT_FOUND,
          "No backup at " + directory.toAbsolutePath().normalize(),
          "directory",
          "name the directory that 'omen backup create' wrote",
          null);
    }
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CorruptionException(
          file.toString(),
          -1,
          "missing, so this is no backup, or one that was not finished: make it again");
    } catch (IOException e) {
      throw OmenException.io("read " + file, e);
    }
    RecordReader in = Envelope.unwrap(Envelope.Kind.BACKUP, file.toString(), content);
    long micros = in.getLong();
    String engine = in.getString();
    long records = in.getLong();
    int recordsCrc = in.getInt();
    int count = in.getCount(SMALLEST_ENTRY);
    List<Entry> blobs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      blobs.add(new Entry(in.getString(), in.getLong(), in.getInt()));
    }
    return new BackupList(micros, engine, records, recordsCrc, blobs);
  }
}
