package io.omendb.core.segment;

import io.omendb.CorruptionException;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** Compares the bytes of a segment with what the manifest records of them. */
final class SegmentChecksum {
  /* A ByteBuffer spans less than 2 GiB. */
  private static final long CHUNK_BYTES = 1 << 30;

  private SegmentChecksum() {}

  /** Reads the whole file once. */
  static void verify(MemorySegment content, SegmentInfo info) {
    long size = content.byteSize();
    if (size != info.sizeInBytes()) {
      throw new CorruptionException(
          info.name(),
          Math.min(size, info.sizeInBytes()),
          size + " bytes, the manifest says " + info.sizeInBytes());
    }
    CRC32C checksum = new CRC32C();
    for (long done = 0; done < size; done += CHUNK_BYTES) {
      checksum.update(content.asSlice(done, Math.min(CHUNK_BYTES, size - done)).asByteBuffer());
    }
    int found = (int) checksum.getValue();
    if (found != info.crc32c()) {
      throw new CorruptionException(
          info.name(),
          0,
          String.format("the checksum is %08x, the manifest says %08x", found, info.crc32c()));
    }
  }
}
