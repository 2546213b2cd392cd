package io.omendb.benchmarks.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
  private static final float[][] ROWS = {{1, 2, 3}, {-4, 5.5f, 0}, {7, 8, 1e-30f}};

  @TempDir Path scratch;

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(scratch.resolve(name), bytes);
  }

  private static byte[] npy(String descr, String order, String shape, float[]... rows) {
    String header =
        "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': (" + shape + "), }\n";
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + text.length + 4 * rows.length * 3).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) text.length).put(text);
    for (float[] row : rows) {
      put(bytes, row);
    }
    return bytes.array();
  }

  private static byte[] fbin(int rows, int dimension) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 36).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(rows).putInt(dimension);
    for (float[] row : ROWS) {
      put(bytes, row);
    }
    return bytes.array();
  }

  private static byte[] fvecs(int... dimensions) {
    ByteBuffer bytes = ByteBuffer.allocate(3 * 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < 3; row++) {
      bytes.putInt(dimensions[row]);
      put(bytes, ROWS[row]);
    }
    return bytes.array();
  }

  private static void put(ByteBuffer bytes, float... row) {
    for (float value : row) {
      bytes.putFloat(value);
    }
  }

  private static byte[] arrow(String schema, float[]... rows) {
    List<Row> list = new ArrayList<>();
    for (float[] row : rows) {
      list.add(Row.of(list.size()).with("v", row));
    }
    return ArrowRows.stream(Schema.parse(schema), list);
  }

  private static void refused(Path file, String... parts) {
    OmenException e =
        assertThrows(OmenException.class, () -> VectorFile.read(file, Integer.MAX_VALUE));
    assertEquals(ErrorCode.INVALID_DATA, e.code(), e.what());
    assertTrue(e.what().startsWith(file + ": "), e.what());
    for (String part : parts) {
      assertTrue(e.what().contains(part), e.what());
    }
  }

  @Test
  void allFormats_giveTheSameRows() throws IOException {
    List<Path> files =
        List.of(
            write("a.npy", npy("<f4", "False", "3, 3", ROWS)),
            write("a.fbin", fbin(3, 3)),
            write("a.fvecs", fvecs(3, 3, 3)),
            write("a.arrow", arrow("v vector<float32>[3]", ROWS)));
    String digest = VectorSet.of(ROWS).sha256();
    for (Path file : files) {
      VectorSet all = VectorFile.read(file, Integer.MAX_VALUE);
      assertEquals(3, all.count(), file::toString);
      assertEquals(3, all.dimension(), file::toString);
      for (int row = 0; row < ROWS.length; row++) {
        assertArrayEquals(ROWS[row], all.row(row), file + " row " + row);
      }
      assertEquals(digest, all.sha256(), file::toString);
      VectorSet two = VectorFile.read(file, 2);
      assertEquals(2, two.count(), file::toString);
      assertArrayEquals(ROWS[1], two.row(1));
    }
  }

  @Test
  void truncatedFiles_areRefusedByLength() throws IOException {
    byte[] npy = npy("<f4", "False", "3, 3", ROWS);
    byte[] arrow = arrow("v vector<float32>[3]", ROWS);
    refused(write("a.npy", Arrays.copyOf(npy, npy.length - 1)), "length", "" + npy.length);
    refused(write("b.npy", Arrays.copyOf(npy, 9)), "magic");
    refused(write("c.npy", Arrays.copyOf(npy, 30)), "header length");
    refused(write("a.fbin", Arrays.copyOf(fbin(3, 3), 43)), "length is 43", "44");
    refused(write("b.fbin", new byte[7]), "length is 7");
    refused(write("a.fvecs", Arrays.copyOf(fvecs(3, 3, 3), 47)), "length is 47", "48");
    refused(write("b.fvecs", new byte[2]), "length is 2");
    refused(write("a.arrow", Arrays.copyOf(arrow, arrow.length / 2)));
    refused(write("d.npy", Arrays.copyOf(npy, npy.length + 4)), "length");
  }

  @Test
  void wrongShapesAndTypes_areRefusedByField() throws IOException {
    refused(write("a.npy", npy("<f8", "False", "3, 3", ROWS)), "dtype", "'<f4'");
    refused(write("b.npy", npy("<f4", "True", "3, 3", ROWS)), "order");
    refused(write("c.npy", npy("<f4", "False", "9,", ROWS)), "shape", "two dimensions");
    refused(write("d.npy", npy("<f4", "False", "0, 3")), "rows is 0");
    refused(write("a.fbin", fbin(3, 0)), "dimension is 0", "16384");
    refused(write("b.fbin", fbin(-1, 3)), "rows is 4294967295");
    refused(write("a.fvecs", fvecs(3, 2, 3)), "row 1", "dimension 2", "row 0 has 3");
    refused(write("b.fvecs", fvecs(-3, 3, 3)), "dimension is -3");
    refused(
        write("a.arrow", ArrowRows.stream(Schema.parse("n int64"), List.of(Row.of(1)))),
        "columns",
        "have 0");
    refused(
        write(
            "b.arrow", ArrowRows.stream(Schema.parse("v vector<float32>[3]"), List.of(Row.of(1)))),
        "row 0",
        "no vector");
  }

  @Test
  void valuesThatAreNotFinite_areRefusedByPlace() throws IOException {
    float[][] rows = {{1, 2, 3}, {4, Float.NaN, 6}};
    refused(write("a.npy", npy("<f4", "False", "2, 3", rows)), "row 1", "NaN at element 1");
    rows[1][1] = Float.NEGATIVE_INFINITY;
    refused(write("b.npy", npy("<f4", "False", "2, 3", rows)), "row 1", "-Infinity at element 1");
  }

  @Test
  void otherNames_areRefused() throws IOException {
    Path file = write("a.txt", new byte[1]);
    assertEquals(
        ErrorCode.INVALID_ARGUMENT,
        assertThrows(OmenException.class, () -> VectorFile.read(file, 1)).code());
    assertEquals(
        ErrorCode.LOCATION_NOT_FOUND,
        assertThrows(OmenException.class, () -> VectorFile.read(scratch.resolve("none.npy"), 1))
            .code());
  }
}
