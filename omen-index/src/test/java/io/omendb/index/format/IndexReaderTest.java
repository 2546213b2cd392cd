package io.omendb.index.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.index.search.SortedKeys;
import io.omendb.testkit.keys.KeySegments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class IndexReaderTest {
  private static final SortedKeys KEYS = SortedKeys.of(KeySegments.onHeap(new long[] {3, 5, 8}));

  private static byte[] written() {
    IndexWriter out = new IndexWriter("rmi", KEYS, 20);
    out.putInt(7);
    out.putLong(-8);
    out.putDouble(0.5);
    return out.finish();
  }

  /** Puts an int and mends the checksum, so that what is checked behind it is reached. */
  private static byte[] writtenWith(int offset, int value) {
    byte[] bytes = written();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(offset, value);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - 4);
    return buffer.putInt(bytes.length - 4, (int) checksum.getValue()).array();
  }

  private static ErrorCode codeOf(byte[] bytes, String engine) {
    return assertThrows(OmenException.class, () -> new IndexReader(bytes, engine, KEYS)).code();
  }

  @Test
  void reader_givesWhatWasWritten() {
    IndexReader in = new IndexReader(written(), "rmi", KEYS);
    assertEquals(7, in.getInt("seven", 7, 7));
    assertEquals(-8, in.getLong());
    assertEquals(0.5, in.getDouble());
    in.finish();
    assertThrows(CorruptionException.class, in::getLong);
  }

  @Test
  void reader_refusesAnIntOutOfBounds() {
    IndexReader in = new IndexReader(written(), "rmi", KEYS);
    CorruptionException e =
        assertThrows(CorruptionException.class, () -> in.getInt("leaves", 1, 6));
    assertTrue(e.what().contains("leaves 7 is not in 1..6"), e.what());
  }

  @Test
  void reader_refusesBytesLeftOver() {
    assertThrows(CorruptionException.class, new IndexReader(written(), "rmi", KEYS)::finish);
  }

  @Test
  void reader_newerVersionIsUnsupported() {
    assertEquals(ErrorCode.UNSUPPORTED_FORMAT, codeOf(writtenWith(8, 2), "rmi"));
    assertEquals(ErrorCode.UNSUPPORTED_FORMAT, codeOf(writtenWith(8, 0), "rmi"));
  }

  @Test
  void reader_otherEngineIsUnsupported() {
    assertEquals(ErrorCode.UNSUPPORTED_FORMAT, codeOf(written(), "linear"));
  }

  @Test
  void reader_otherKeysAreCorruption() {
    assertEquals(ErrorCode.CORRUPTION, codeOf(writtenWith(12, 4), "rmi"));
    assertEquals(ErrorCode.CORRUPTION, codeOf(writtenWith(40, 2), "rmi"));
    assertEquals(ErrorCode.CORRUPTION, codeOf(writtenWith(48, 9), "rmi"));
  }

  @Test
  void reader_otherFileIsCorruption() {
    assertEquals(ErrorCode.CORRUPTION, codeOf(writtenWith(0, 1), "rmi"));
    assertEquals(ErrorCode.CORRUPTION, codeOf(new byte[0], "rmi"));
    assertEquals(ErrorCode.CORRUPTION, codeOf(new byte[100], "rmi"));
  }
}
