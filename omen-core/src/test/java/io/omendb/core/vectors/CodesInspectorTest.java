package io.omendb.core.vectors;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of codes whose checksums fit but which say something that is not so. */
class CodesInspectorTest {
  private static final long SEED = 20261122;
  private static final String NAME = "rows.arrow.x.codes";
  private static final int ROWS = 600;
  private static final int DIMENSION = 50;

  /** Has a vector that is zero. */
  private static final int ODD = 77;

  /** Has no vector. */
  private static final int ABSENT = 130;

  /** Is like any other. */
  private static final int PLAIN = 300;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Arena arena = Arena.ofConfined();
  private final StorageEngine storage = EngineRegistry.get().storage().select("memory").open("");

  private MemorySegment vectors = MemorySegment.NULL;

  @BeforeEach
  void write() {
    vectors = vectors(ROWS, DIMENSION, row -> row == ODD ? 0 : Math.exp(random.nextDouble()));
    VectorCodesWriter.write(storage, NAME, vectors, ROWS, DIMENSION, row -> row != ABSENT);
  }

  @AfterEach
  void close() {
    storage.close();
    arena.close();
  }

  private interface Length {
    double of(int row);
  }

  private MemorySegment vectors(int rows, int dimension, Length length) {
    MemorySegment vectors = arena.allocate((long) rows * dimension * Float.BYTES, 64);
    for (int row = 0; row < rows; row++) {
      double scale = length.of(row);
      for (int i = 0; i < dimension; i++) {
        float element = (float) (scale * (random.nextDouble() - 0.5));
        vectors.setAtIndex(ValueLayout.JAVA_FLOAT, (long) row * dimension + i, element);
      }
    }
    return vectors;
  }

  private void inspect() {
    CodesInspector.inspect(storage, NAME, vectors, ROWS, DIMENSION, row -> row != ABSENT);
  }

  /** Writes the file again with a changed head and changed sections, all checksums right. */
  private void tamper(
      UnaryOperator<CodesHeader> head, Map<CodesSection, Consumer<ByteBuffer>> changes) {
    byte[] file;
    VectorCodes codes = Objects.requireNonNull(VectorCodes.open(storage, NAME, ROWS, DIMENSION));
    try (codes) {
      Map<CodesSection, byte[]> sections = new EnumMap<>(CodesSection.class);
      for (CodesSection section : CodesSection.values()) {
        byte[] bytes = codes.section(section).toArray(ValueLayout.JAVA_BYTE);
        Consumer<ByteBuffer> change = changes.getOrDefault(section, unchanged -> {});
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        sections.put(section, bytes);
      }
      file = file(head.apply(codes.header()), sections);
    }
    storage.deleteBlob(NAME);
    storage.putBlob(NAME, channel -> channel.write(ByteBuffer.wrap(file)));
  }

  private static byte[] file(CodesHeader header, Map<CodesSection, byte[]> sections) {
    int[] checksums =
        sections.values().stream()
            .mapToInt(bytes -> {
              CRC32C checksum = new CRC32C();
              checksum.update(bytes);
              return (int) checksum.getValue();
            })
            .toArray();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    CodesHeader right =
        new CodesHeader(
            header.rows(),
            header.dimension(),
            header.alphas(),
            header.betas(),
            header.leastNorm(),
            header.greatestNorm(),
            header.odd(),
            checksums);
    file.writeBytes(right.toBytes());
    for (byte[] bytes : sections.values()) {
      file.writeBytes(Arrays.copyOf(bytes, (int) CodesSection.aligned(bytes.length)));
    }
    return file.toByteArray();
  }

  private void assertFound(
      String what,
      UnaryOperator<CodesHeader> head,
      Map<CodesSection, Consumer<ByteBuffer>> sections)
      throws IOException {
    assertDoesNotThrow(this::inspect);
    byte[] whole;
    try (var blob = storage.openBlob(NAME)) {
      whole = blob.content().toArray(ValueLayout.JAVA_BYTE);
    }
    tamper(head, sections);
    CorruptionException found = assertThrows(CorruptionException.class, this::inspect, what);
    assertEquals(NAME, found.file());
    assertTrue(found.problem().contains(what), found::problem);
    storage.deleteBlob(NAME);
    storage.putBlob(NAME, channel -> channel.write(ByteBuffer.wrap(whole)));
  }

  private void assertFound(String what, CodesSection section, Consumer<ByteBuffer> change)
      throws IOException {
    assertFound(what, UnaryOperator.identity(), Map.of(section, change));
  }

  private void assertFound(String what, UnaryOperator<CodesHeader> head) throws IOException {
    assertFound(what, head, Map.of());
  }

  private static UnaryOperator<CodesHeader> norms(float least, float greatest) {
    return h ->
        new CodesHeader(
            h.rows(), h.dimension(), h.alphas(), h.betas(), least, greatest, h.odd(), new int[0]);
  }

  private static UnaryOperator<CodesHeader> alphas(float base, float step) {
    return h ->
        new CodesHeader(
            h.rows(),
            h.dimension(),
            new Marks(base, step),
            h.betas(),
            h.leastNorm(),
            h.greatestNorm(),
            h.odd(),
            new int[0]);
  }

  private static UnaryOperator<CodesHeader> odd(int... odd) {
    return h ->
        new CodesHeader(
            h.rows(),
            h.dimension(),
            h.alphas(),
            h.betas(),
            h.leastNorm(),
            h.greatestNorm(),
            odd,
            new int[0]);
  }

  @Test
  void rewrittenFile_thatSaysTheSame_isSound() {
    tamper(UnaryOperator.identity(), Map.of());
    assertDoesNotThrow(this::inspect);
  }

  @Test
  void wrongHead_isFound() throws IOException {
    assertFound("rows have a vector without codes", odd());
    assertFound("rows have a vector without codes", odd(ODD, PLAIN));
    assertFound("rows have a vector without codes", odd(ODD + 1));
    assertFound("outside", norms(1e-3f, 1f));
    assertFound("outside", norms(3f, 1e3f));
    assertFound("norms are from", norms(0, 1e3f));
    assertFound("norms are from", norms(Float.NaN, 1e3f));
    assertFound("norms are from", norms(1e-3f, Float.POSITIVE_INFINITY));
    assertFound("alpha marks begin", alphas(Float.NaN, 0.001f));
    assertFound("alpha marks begin", alphas(0.9f, -0.001f));
    assertFound("its mark says at least", alphas(0.999f, 0.001f));
  }

  @Test
  void wrongRowsWithCodes_areFound() throws IOException {
    assertFound(
        "row " + PLAIN + " has no codes",
        CodesSection.PRESENT,
        bits -> bits.put(PLAIN / 8, (byte) (bits.get(PLAIN / 8) & ~(1 << PLAIN % 8))));
    assertFound(
        "row " + ODD + " has codes",
        CodesSection.PRESENT,
        bits -> bits.put(ODD / 8, (byte) (bits.get(ODD / 8) | 1 << ODD % 8)));
    assertFound(
        "row " + ABSENT + " has codes",
        CodesSection.PRESENT,
        bits -> bits.put(ABSENT / 8, (byte) (bits.get(ABSENT / 8) | 1 << ABSENT % 8)));
    assertFound(
        "row 600 of 600 has codes",
        CodesSection.PRESENT,
        bits -> bits.put(ROWS / 8, (byte) (bits.get(ROWS / 8) | 1)));
  }

  @Test
  void wrongNumbersOfARow_areFound() throws IOException {
    String row = "row " + PLAIN + " ";
    assertFound(row + "has the norm", CodesSection.NORMS, floats(1 + 0x1p-22f));
    assertFound("has the codes of another", CodesSection.SIGNS, b -> b.put(9, (byte) ~b.get(9)));
    assertFound("has the codes of another", CodesSection.QUARTERS, b -> b.put(9, (byte) ~b.get(9)));
    assertFound(row + "has the alpha", CodesSection.ALPHAS, b -> b.put(PLAIN, (byte) 127));
    assertFound(row + "has the beta", CodesSection.BETAS, b -> b.put(PLAIN, (byte) 0));
    assertFound(row + "has a mark in BETAS", CodesSection.BETAS, b -> b.put(PLAIN, (byte) 128));
    assertFound(row + "is off by", CodesSection.BYTE_ERRORS, floats(0.999f));
    assertFound(row + "is off by", CodesSection.BYTE_ERRORS, floats(Float.NaN));
    assertFound(row + "is off by", CodesSection.BYTE_STEPS, floats(1.01f));
    int first = PLAIN * RowEncoder.byteLength(Rotation.of(DIMENSION).rotatedDimension());
    assertFound(
        row + "is off by", CodesSection.BYTES, b -> b.put(first, (byte) (b.get(first) ^ 16)));
    assertFound(row + "has -128", CodesSection.BYTES, b -> b.put(first, (byte) -128));
    assertFound(row + "has 1 as byte 95", CodesSection.BYTES, b -> b.put(first + 95, (byte) 1));
  }

  private static Consumer<ByteBuffer> floats(float factor) {
    return bytes -> bytes.putFloat(PLAIN * 4, bytes.getFloat(PLAIN * 4) * factor);
  }

  /** Every tenth of the marks that could be on the wrong side, one step from the right one. */
  @ParameterizedTest
  @ValueSource(strings = {"ALPHAS", "BETAS"})
  void markOneStepFurther_isFound(CodesSection section) throws IOException {
    int step = section == CodesSection.ALPHAS ? 1 : -1;
    for (int row = 5; row < ROWS; row += 10) {
      int at = row;
      assertFound("row " + row, section, b -> b.put(at, (byte) (b.get(at) + step)));
    }
  }

  @Test
  void missingFile_isFound() {
    storage.deleteBlob(NAME);
    CorruptionException found = assertThrows(CorruptionException.class, this::inspect);
    assertEquals("the file is missing", found.problem());
  }

  /** Without encoding anything it is known whether there is to be a file. */
  @ParameterizedTest
  @CsvSource({"0, true", "38, true", "39, false", "600, false"})
  void wanted_isWhatTheWriterDoes(int odd, boolean written) {
    MemorySegment some = vectors(ROWS, 32, row -> row < odd ? 1e-30 : 1);
    check(some, row -> true, written);
    check(some, row -> row < odd, false);
    check(some, row -> row >= odd, odd < ROWS);
  }

  private void check(MemorySegment some, IntPredicate present, boolean written) {
    String name = "wanted.codes";
    assertEquals(written, VectorCodesWriter.writesFile(some, ROWS, 32, present));
    VectorCodesWriter.write(storage, name, some, ROWS, 32, present);
    assertEquals(written, !storage.listBlobs(name).isEmpty());
    assertDoesNotThrow(() -> CodesInspector.inspect(storage, name, some, ROWS, 32, present));
    storage.deleteBlob(name);
    if (written) {
      CorruptionException missing =
          assertThrows(
              CorruptionException.class,
              () -> CodesInspector.inspect(storage, name, some, ROWS, 32, present));
      assertEquals("the file is missing", missing.problem());
    }
  }

  /** Vectors whose rotated elements lie on the borders of levels. */
  @Test
  void sparseVectors_areSound() {
    MemorySegment sparse = vectors(ROWS, 64, row -> 0);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i <= row % 4; i++) {
        long at = row * 64L + random.nextInt(64);
        sparse.setAtIndex(ValueLayout.JAVA_FLOAT, at, random.nextBoolean() ? 1 : -1);
      }
    }
    VectorCodesWriter.write(storage, "sparse", sparse, ROWS, 64, row -> true);
    assertDoesNotThrow(
        () -> CodesInspector.inspect(storage, "sparse", sparse, ROWS, 64, row -> true));
  }
}
