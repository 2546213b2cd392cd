package io.omendb.storage.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.spi.storage.Blob;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in pieces of any size lies in the file, and large files may get huge pages. */
class BlobChannelTest {
  private static final int BLOCK = BlobChannel.BLOCK_BYTES;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 12_345})
  void pieces_areTheFile(int length) throws Exception {
    byte[] bytes = new byte[length];
    Random random = new Random(42);
    random.nextBytes(bytes);
    BlobDirectory blobs = new BlobDirectory(directory, directory.resolve("quarantine"));
    blobs.put(
        "blob",
        channel -> {
          int from = 0;
          while (from < length) {
            int part = Math.min(length - from, 1 + random.nextInt(BLOCK / 3));
            assertEquals(part, channel.write(ByteBuffer.wrap(bytes, from, part)));
            from += part;
          }
          channel.close();
          assertThrows(ClosedChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
        });
    assertArrayEquals(bytes, Files.readAllBytes(directory.resolve("blob")));
    try (Blob blob = blobs.open("blob")) {
      assertArrayEquals(bytes, blob.content().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void advice_onWhatIsSmallOrNotMapped_isLeftOutOrRefused() {
    try (Arena arena = Arena.ofConfined()) {
      assertFalse(HugePages.advise(arena.allocate(64)));
      // Not at the beginning of a page, which the system refuses; nothing is thrown.
      assertFalse(HugePages.advise(arena.allocate(2L * BLOCK, 1 << 16).asSlice(64, BLOCK)));
    }
  }

  @Test
  void advice_whereThereIsNone_isNoError() {
    assertNull(HugePages.madvise("Plan 9"), "a system that is not Linux is not asked");
  }
}
