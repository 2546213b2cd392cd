package io.omendb.storage.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdentityFileTest {
  @TempDir private Path directory;

  private void store(byte[] content) throws IOException {
    Files.write(directory.resolve("OMENDB"), content);
  }

  @Test
  void write_isAcceptedByCheck() {
    IdentityFile.write(directory, "rocksdb");
    IdentityFile.check(directory, "rocksdb");
  }

  /** Directories of version 1 must open for ever: change this only together with the version. */
  @Test
  void version1_hasTheseBytes() {
    assertEquals(
        "4f4d454e44420d0a" + "01000000" + "07000000" + "726f636b736462" + "50989261",
        HexFormat.of().formatHex(IdentityDescriptor.encode(1, "rocksdb")));
  }

  @Test
  void check_anyByteChanged_isCorruption() throws IOException {
    byte[] intact = IdentityDescriptor.encode(IdentityDescriptor.VERSION, "rocksdb");
    for (int i = 0; i < intact.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = intact.clone();
        damaged[i] ^= (byte) (1 << bit);
        store(damaged);
        assertThrows(
            CorruptionException.class,
            () -> IdentityFile.check(directory, "rocksdb"),
            "byte " + i + ", bit " + bit);
      }
    }
  }

  @Test
  void check_anyLengthButTheWhole_isCorruption() throws IOException {
    byte[] intact = IdentityDescriptor.encode(IdentityDescriptor.VERSION, "rocksdb");
    for (int length = 0; length < intact.length; length++) {
      store(Arrays.copyOf(intact, length));
      CorruptionException e =
          assertThrows(
              CorruptionException.class,
              () -> IdentityFile.check(directory, "rocksdb"),
              "length " + length);
      assertTrue(e.file().endsWith("OMENDB"), e.file());
    }
    store(Arrays.copyOf(intact, intact.length + 1));
    assertThrows(CorruptionException.class, () -> IdentityFile.check(directory, "rocksdb"));
  }

  @Test
  void check_newerVersion_namesBothVersions() throws IOException {
    store(IdentityDescriptor.encode(7, "rocksdb"));
    OmenException e =
        assertThrows(OmenException.class, () -> IdentityFile.check(directory, "rocksdb"));
    assertEquals(ErrorCode.UNSUPPORTED_FORMAT, e.code());
    assertTrue(e.what().contains("version 7; this build supports 1"), e.what());
  }

  @Test
  void check_otherEngine_namesBothEngines() {
    IdentityFile.write(directory, "lmdb");
    OmenException e =
        assertThrows(OmenException.class, () -> IdentityFile.check(directory, "rocksdb"));
    assertEquals(ErrorCode.UNSUPPORTED_FORMAT, e.code());
    assertTrue(e.what().contains("'lmdb'") && e.what().contains("'rocksdb'"), e.what());
    assertEquals("set storage.engine to lmdb", e.remedy().orElseThrow());
  }
}
