package io.omendb.benchmarks.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path scratch;

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(scratch.resolve(name), bytes);
  }

  private static byte[] littleEndian(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(bytes::putLong);
    return bytes.array();
  }

  private static byte[] npy(int version, String header, long... values) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    int lengthBytes = version == 1 ? 2 : 4;
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + lengthBytes + text.length + values.length * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      bytes.putShort((short) text.length);
    } else {
      bytes.putInt(text.length);
    }
    return bytes.put(text).put(littleEndian(values)).array();
  }

  private static String header(String descr, String shape) {
    return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + shape + "), }   \n";
  }

  private static KeySet read(Path file) {
    return KeyFile.read(file, "key");
  }

  private static void refused(Path file, String... parts) {
    OmenException e = assertThrows(OmenException.class, () -> read(file));
    assertEquals(ErrorCode.INVALID_DATA, e.code());
    assertTrue(e.what().startsWith(file + ": "), e.what());
    for (String part : parts) {
      assertTrue(e.what().contains(part), e.what());
    }
  }

  @Test
  void sosd_keepsTheUnsignedOrder() throws IOException {
    long[] unsigned = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1}; // as uint64 they ascend
    for (String name : List.of("a.sosd", "books_200M_uint64", "a_uint64.sosd")) {
      long[] counted = new long[unsigned.length + 1];
      counted[0] = unsigned.length;
      System.arraycopy(unsigned, 0, counted, 1, unsigned.length);
      KeySet keys = read(write(name, littleEndian(counted)));
      assertArrayEquals(
          new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, Long.MAX_VALUE}, keys.keys());
      assertArrayEquals(
          unsigned, Arrays.stream(keys.keys()).map(key -> key ^ Long.MIN_VALUE).toArray());
      assertTrue(keys.notes().getFirst().contains("key ^ Long.MIN_VALUE"), name);
      assertEquals(1, keys.notes().size(), "sorted already");
      assertTrue(keys.quick());
    }
  }

  @Test
  void sosd_signed_isTakenAsItIs() throws IOException {
    KeySet keys = read(write("a_int64", littleEndian(4, -5, -5, 0, 7)));
    assertArrayEquals(new long[] {-5, -5, 0, 7}, keys.keys());
    assertEquals(List.of(), keys.notes());
    assertEquals(4, keys.count());
    assertEquals(3, keys.distinct());
    Path copy = scratch.resolve("copy_int64");
    SosdFile.write(copy, keys.keys());
    assertArrayEquals(Files.readAllBytes(scratch.resolve("a_int64")), Files.readAllBytes(copy));
  }

  @Test
  void unsortedKeys_areSortedWithANote() throws IOException {
    KeySet keys = read(write("a_int64.sosd", littleEndian(3, 9, -1, 9)));
    assertArrayEquals(new long[] {-1, 9, 9}, keys.keys());
    assertTrue(keys.notes().getFirst().contains("sorted"));
    assertFalse(keys.quick());
  }

  @Test
  void sosd_wrongCount_namesCountAndSize() throws IOException {
    refused(write("a.sosd", littleEndian(3, 1, 2)), "count is 3", "32 bytes", "has 24");
    refused(write("b.sosd", littleEndian(1, 1, 2)), "count is 1", "16 bytes", "has 24");
    refused(write("c.sosd", littleEndian(-1)), "count is 18446744073709551615", "2147483639 keys");
    refused(write("d.sosd", littleEndian(0)), "count is 0");
    refused(write("e.sosd", new byte[0]), "0 bytes");
    refused(write("f_uint64", new byte[5]), "5 bytes");
  }

  @Test
  void npy_int64AndUint64() throws IOException {
    assertArrayEquals(
        new long[] {-3, 4}, read(write("a.npy", npy(1, header("<i8", "2,"), -3, 4))).keys());
    KeySet unsigned = read(write("b.npy", npy(2, header("<u8", "2,"), 0, -1)));
    assertArrayEquals(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, unsigned.keys());
    assertTrue(unsigned.notes().getFirst().contains("uint64"));
  }

  @Test
  void npy_whatIsWrong_isNamed() throws IOException {
    refused(write("a.npy", npy(1, header("<f8", "2,"), 1, 2)), "dtype is '<f8'");
    refused(write("b.npy", npy(1, header(">i8", "2,"), 1, 2)), "dtype is '>i8'");
    refused(write("c.npy", npy(1, header("<i8", "1, 2"), 1, 2)), "shape is (1, 2)");
    refused(write("d.npy", npy(1, header("<i8", "3,"), 1, 2)), "shape is (3,)", "it has");
    refused(write("e.npy", npy(1, header("<i8", "99999999999,"))), "2147483639 keys");
    refused(write("f.npy", npy(1, header("<i8", "0,"))), "count is 0");
    refused(write("g.npy", npy(1, "{'shape': (2,)}", 1, 2)), "descr is not in the header");
    refused(write("h.npy", "hello, world".getBytes(StandardCharsets.US_ASCII)), "magic");
    byte[] cut = Arrays.copyOf(npy(1, header("<i8", "2,"), 1, 2), 20);
    refused(write("i.npy", cut), "header length");
  }

  @Test
  void csv_takesTheNamedColumn() throws IOException {
    Path file = scratch.resolve("a.csv");
    Files.writeString(file, "\uFEFFname,id\n\"x,y\", 7 \nz,-9\n");
    assertArrayEquals(new long[] {-9, 7}, KeyFile.read(file, "id").keys());
    OmenException e = assertThrows(OmenException.class, () -> read(file));
    assertTrue(e.what().contains("no column 'key'; it has name, id"), e.what());
    assertTrue(e.remedy().orElse("").contains("--key"), e.toString());
  }

  @Test
  void csv_badCell_namesTheLine() throws IOException {
    Path file = scratch.resolve("a.csv");
    for (String cell : List.of("1.5", "", "9223372036854775808", "x")) {
      Files.writeString(file, "key\n1\n" + (cell.isEmpty() ? "\"\"" : cell) + "\n");
      refused(file, "line 3, column 'key' holds '" + cell + "'");
    }
    refused(Files.writeString(file, ""), "empty");
    refused(Files.writeString(file, "key\n"), "count is 0");
  }

  @Test
  void arrow_takesTheNamedColumn() throws IOException {
    byte[] bytes =
        ArrowRows.stream(
            Schema.parse("name utf8, id int32, parent int64"),
            List.of(
                Row.of(2).with("name", "b").with("id", 20).with("parent", 1L),
                Row.of(1).with("name", "a").with("id", -30)));
    Path file = write("a.arrow", bytes);
    assertArrayEquals(new long[] {1, 2}, read(file).keys());
    assertArrayEquals(new long[] {-30, 20}, KeyFile.read(file, "id").keys());
    Map<String, String> refusals =
        Map.of(
            "name", "'name' is not an integer",
            "other", "No column 'other'",
            "parent", "'parent' is the key and has a null");
    refusals.forEach((column, part) -> {
      OmenException e = assertThrows(OmenException.class, () -> KeyFile.read(file, column));
      assertTrue(e.what().startsWith(file + ": ") && e.what().contains(part), e.what());
    });
    refused(write("b.arrow", new byte[] {1, 2, 3}));
  }

  @Test
  void otherNames_areRefused() throws IOException {
    OmenException e = assertThrows(OmenException.class, () -> read(write("a.txt", new byte[0])));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    OmenException none = assertThrows(OmenException.class, () -> read(scratch.resolve("no.npy")));
    assertEquals(ErrorCode.LOCATION_NOT_FOUND, none.code());
  }
}
