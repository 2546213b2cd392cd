package io.omendb.core.vectors;

import io.omendb.spi.compute.CodeBlocks;
import io.omendb.spi.storage.StorageEngine;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.zip.CRC32C;

/**
 * Encodes the vectors of a column and writes them as one blob. The memory it takes, off the heap,
 * is that of the file, about a third of the vectors. For one thread.
 */
public final class VectorCodesWriter {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A short form saves nothing beside vectors or segments that are small themselves. */
  private static final int LEAST_DIMENSION = 32;

  private static final int LEAST_ROWS = 512;

  /** Where more of the rows, as a fraction, have no codes, the others get none either. */
  private static final int MOST_ODD_FRACTION = 16;

  private final int rows;
  private final int dimension;
  private final Rotation rotation;
  private final RowEncoder encoder;
  private final Map<CodesSection, MemorySegment> sections = new EnumMap<>(CodesSection.class);
  private final float[] alphas;
  private final float[] betas;
  private final int[] odd;
  private int oddRows;
  private double leastNorm = Double.POSITIVE_INFINITY;
  private double greatestNorm;

  private VectorCodesWriter(int rows, int dimension, Arena arena) {
    this.rows = rows;
    this.dimension = dimension;
    this.rotation = Rotation.of(dimension);
    this.encoder = new RowEncoder(dimension, rotation);
    this.alphas = new float[rows];
    this.betas = new float[rows];
    this.odd = new int[mostOddRows(rows)];
    for (CodesSection section : CodesSection.values()) {
      long length = section.length(rows, rotation);
      sections.put(section, arena.allocate(length, CodesSection.ALIGNMENT));
    }
  }

  /** Whether vectors of a dimension in a segment of so many rows get codes. */
  public static boolean pays(int rows, int dimension) {
    return dimension >= LEAST_DIMENSION && rows >= LEAST_ROWS;
  }

  private static int mostOddRows(int rows) {
    return rows / MOST_ODD_FRACTION + 1;
  }

  /**
   * Whether {@link #write} would write a file: some of the vectors have a short form, and not too
   * many have none. Reads the vectors, encodes none.
   */
  static boolean writesFile(MemorySegment vectors, int rows, int dimension, IntPredicate present) {
    RowEncoder encoder = new RowEncoder(dimension, Rotation.of(dimension));
    int odd = 0;
    boolean anyForm = false;
    for (int row = 0; row < rows; row++) {
      if (present.test(row)) {
        boolean hasForm = encoder.hasForm(vectors, (long) row * dimension * Float.BYTES);
        anyForm |= hasForm;
        odd += hasForm ? 0 : 1;
      }
    }
    return anyForm && odd <= mostOddRows(rows);
  }

  /**
   * Encodes and writes, unless too many of the vectors have no short form.
   *
   * @param name of the blob, which does not exist yet
   * @param vectors the column: rows x dimension little-endian float32
   * @param present whether a row has a vector; others are passed over
   */
  public static void write(
      StorageEngine storage,
      String name,
      MemorySegment vectors,
      int rows,
      int dimension,
      IntPredicate present) {
    try (Arena arena = Arena.ofConfined()) {
      VectorCodesWriter writer = new VectorCodesWriter(rows, dimension, arena);
      if (writer.encode(vectors, present)) {
        storage.putBlob(name, writer::writeTo);
      }
    }
  }

  private boolean encode(MemorySegment vectors, IntPredicate present) {
    byte[] signs = new byte[blockBytes(Codebook.SIGNS)];
    byte[] quarters = new byte[blockBytes(Codebook.QUARTERS)];
    long rowBytes = (long) dimension * Float.BYTES;
    for (int first = 0; first < rows; first += CodeBlocks.ROWS) {
      Arrays.fill(signs, (byte) 0);
      Arrays.fill(quarters, (byte) 0);
      int end = Math.min(rows, first + CodeBlocks.ROWS);
      long coded = 0;
      for (int row = first; row < end; row++) {
        if (!present.test(row)) {
          continue;
        }
        if (!encoder.encode(vectors, row * rowBytes)) {
          if (oddRows == odd.length) {
            return false;
          }
          odd[oddRows++] = row;
          continue;
        }
        coded |= 1L << (row - first);
        CodeBlocks.put(encoder.signs, signs, row - first);
        CodeBlocks.put(encoder.quarters, quarters, row - first);
        put(row);
      }
      int block = first / CodeBlocks.ROWS;
      section(CodesSection.PRESENT).set(WORD, (long) block * Long.BYTES, coded);
      copy(signs, CodesSection.SIGNS, (long) block * signs.length);
      copy(quarters, CodesSection.QUARTERS, (long) block * quarters.length);
    }
    return greatestNorm > 0;
  }

  private void put(int row) {
    leastNorm = Math.min(leastNorm, encoder.norm);
    greatestNorm = Math.max(greatestNorm, encoder.norm);
    alphas[row] = Math.nextDown((float) encoder.alpha);
    betas[row] = Math.nextUp((float) encoder.beta);
    long at = (long) row * Float.BYTES;
    section(CodesSection.NORMS).set(FLOAT, at, (float) encoder.norm);
    section(CodesSection.BYTE_STEPS).set(FLOAT, at, (float) encoder.byteStep);
    section(CodesSection.BYTE_ERRORS).set(FLOAT, at, Math.nextUp((float) encoder.byteError));
    copy(encoder.bytes, CodesSection.BYTES, (long) row * encoder.bytes.length);
  }

  private int blockBytes(Codebook codebook) {
    return CodeBlocks.blockBytes(codebook.groups(rotation.rotatedDimension()));
  }

  private MemorySegment section(CodesSection section) {
    return Objects.requireNonNull(sections.get(section));
  }

  private void copy(byte[] bytes, CodesSection to, long offset) {
    MemorySegment.copy(bytes, 0, section(to), ValueLayout.JAVA_BYTE, offset, bytes.length);
  }

  private void writeTo(WritableByteChannel channel) throws IOException {
    Marks alphaMarks = marks(alphas);
    Marks betaMarks = marks(betas);
    for (int row = 0; row < rows; row++) {
      section(CodesSection.ALPHAS).set(ValueLayout.JAVA_BYTE, row, alphaMarks.below(alphas[row]));
      section(CodesSection.BETAS).set(ValueLayout.JAVA_BYTE, row, betaMarks.above(betas[row]));
    }
    int[] checksums = sections.values().stream().mapToInt(VectorCodesWriter::checksum).toArray();
    CodesHeader header =
        new CodesHeader(
            rows,
            dimension,
            alphaMarks,
            betaMarks,
            Math.nextDown((float) leastNorm),
            Math.nextUp((float) greatestNorm),
            Arrays.copyOf(odd, oddRows),
            checksums);
    writeFully(channel, ByteBuffer.wrap(header.toBytes()));
    for (CodesSection each : CodesSection.values()) {
      long padding = CodesSection.aligned(section(each).byteSize()) - section(each).byteSize();
      writeFully(channel, section(each).asByteBuffer());
      writeFully(channel, ByteBuffer.allocate((int) padding));
    }
  }

  private static int checksum(MemorySegment bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.asByteBuffer());
    return (int) checksum.getValue();
  }

  /** Of the rows with codes. */
  private Marks marks(float[] numbers) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int row = 0; row < rows; row++) {
      if (section(CodesSection.NORMS).get(FLOAT, (long) row * Float.BYTES) > 0) {
        least = Math.min(least, numbers[row]);
        greatest = Math.max(greatest, numbers[row]);
      }
    }
    return Marks.between(least, greatest);
  }

  static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
