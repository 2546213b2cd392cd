package io.omendb.core.vectors;

import io.omendb.CorruptionException;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The short forms of a segment's vectors, read from a mapped file. A section is verified when it is
 * asked for the first time. Safe for concurrent use until it is closed.
 */
public final class VectorCodes implements AutoCloseable {
  /** Norms that differ by no more, relatively, are taken for one. */
  private static final float SAME_NORM = 1e-3f;

  /** Bytes of one write. */
  private static final long BLOCK_BYTES = 8 << 20;

  private final Blob blob;
  private final CodesHeader header;
  private final Map<CodesSection, Content> sections = new EnumMap<>(CodesSection.class);

  private VectorCodes(Blob blob, CodesHeader header) {
    this.blob = blob;
    this.header = header;
    Rotation rotation = Rotation.of(header.dimension());
    long offset = CodesHeader.end(blob.content());
    int next = 0;
    for (CodesSection section : CodesSection.values()) {
      int checksum = header.checksums()[next++];
      long length = section.length(header.rows(), rotation);
      if (length > blob.content().byteSize() - offset) {
        throw new CorruptionException(blob.name(), offset, "no room for section " + section);
      }
      sections.put(section, new Content(blob.content().asSlice(offset, length), checksum));
      offset = CodesSection.aligned(offset + length);
    }
    if (offset != blob.content().byteSize()) {
      throw new CorruptionException(blob.name(), offset, "bytes after its end");
    }
  }

  /**
   * Opens the codes of a column; null where the segment has none.
   *
   * @param name of the blob
   * @param rows rows of the segment
   * @param dimension elements of its vectors
   * @throws CorruptionException naming the blob
   */
  public static @Nullable VectorCodes open(
      StorageEngine storage, String name, int rows, int dimension) {
    if (storage.listBlobs(name).isEmpty()) {
      return null;
    }
    Blob blob = storage.openBlob(name);
    try {
      CodesHeader header = CodesHeader.read(name, blob.content());
      if (header.rows() != rows || header.dimension() != dimension) {
        throw new CorruptionException(
            name,
            0,
            "of %d rows x %d, the segment has %d x %d"
                .formatted(header.rows(), header.dimension(), rows, dimension));
      }
      return new VectorCodes(blob, header);
    } catch (RuntimeException e) {
      blob.close();
      throw e;
    }
  }

  /**
   * The same, with all sections verified.
   *
   * @throws CorruptionException naming the blob
   */
  public static @Nullable VectorCodes openVerified(
      StorageEngine storage, String name, int rows, int dimension) {
    VectorCodes codes = open(storage, name, rows, dimension);
    if (codes != null) {
      try {
        codes.verify();
      } catch (RuntimeException e) {
        codes.close();
        throw e;
      }
    }
    return codes;
  }

  /** What the file says of itself. */
  CodesHeader header() {
    return header;
  }

  /**
   * A section, verified.
   *
   * @throws CorruptionException naming the blob
   */
  public MemorySegment section(CodesSection section) {
    Content content = Objects.requireNonNull(sections.get(section));
    // A race verifies twice.
    if (!content.verified) {
      if (!content.isIntact()) {
        long offset = content.bytes.address() - blob.content().address();
        throw new CorruptionException(
            blob.name(), offset, "the checksum of section " + section + " is wrong");
      }
      content.verified = true;
    }
    return content.bytes;
  }

  /** Rows with a vector that has no codes, ascending; not to be changed. */
  public int[] oddRows() {
    return header.odd();
  }

  /** Whether the rows with codes have nearly the same norm. */
  public boolean hasOneNorm() {
    return header.greatestNorm() <= header.leastNorm() * (1 + SAME_NORM);
  }

  /** No row with codes is shorter. */
  public double leastNorm() {
    return header.leastNorm();
  }

  /** No row with codes is longer. */
  public double greatestNorm() {
    return header.greatestNorm();
  }

  /** Bytes of a row in {@link CodesSection#BYTES}. */
  public int rowBytes() {
    return RowEncoder.byteLength(Rotation.of(header.dimension()).rotatedDimension());
  }

  /** Reads and verifies all of it. */
  public void verify() {
    for (CodesSection section : CodesSection.values()) {
      section(section);
    }
  }

  /**
   * Reads what no checksum covers, the zeros between the sections; searches do not need them.
   *
   * @throws CorruptionException naming the blob
   */
  void verifyPadding() {
    MemorySegment file = blob.content();
    long end = CodesHeader.recordEnd(file);
    for (CodesSection section : CodesSection.values()) {
      MemorySegment bytes = Objects.requireNonNull(sections.get(section)).bytes;
      long start = bytes.address() - file.address();
      requireZeros(end, start);
      end = start + bytes.byteSize();
    }
    requireZeros(end, file.byteSize());
  }

  private void requireZeros(long from, long to) {
    for (long at = from; at < to; at++) {
      if (blob.content().get(ValueLayout.JAVA_BYTE, at) != 0) {
        throw new CorruptionException(blob.name(), at, "a zero was expected");
      }
    }
  }

  /** Writes the file into another storage, which has none of the name yet. */
  public void copyTo(StorageEngine target) {
    MemorySegment file = blob.content();
    target.putBlob(
        blob.name(),
        channel -> {
          for (long done = 0; done < file.byteSize(); done += BLOCK_BYTES) {
            long length = Math.min(BLOCK_BYTES, file.byteSize() - done);
            VectorCodesWriter.writeFully(channel, file.asSlice(done, length).asByteBuffer());
          }
        });
  }

  /** Bytes of the file. */
  public long sizeInBytes() {
    return blob.content().byteSize();
  }

  @Override
  public void close() {
    blob.close();
  }

  /** A section with what the header says of it. */
  private static final class Content {
    final MemorySegment bytes;
    final int checksum;
    volatile boolean verified;

    Content(MemorySegment bytes, int checksum) {
      this.bytes = bytes;
      this.checksum = checksum;
    }

    boolean isIntact() {
      CRC32C found = new CRC32C();
      found.update(bytes.asByteBuffer());
      return (int) found.getValue() == checksum;
    }
  }
}
