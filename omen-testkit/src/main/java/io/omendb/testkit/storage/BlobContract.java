package io.omendb.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.BlobWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Immutable blobs. */
abstract class BlobContract extends StorageContractPart {
  final void putBlob(String name, String content) {
    engine.putBlob(name, channel -> channel.write(ByteBuffer.wrap(bytes(content))));
  }

  final String blob(String name) {
    try (Blob blob = engine.openBlob(name)) {
      assertEquals(name, blob.name());
      return text(blob.content().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "a.arrow", "A-b_c.D..e", "segment-000001.arrow"})
  void blob_isReadBackUnderItsName(String name) {
    putBlob(name, "content of " + name);
    assertEquals("content of " + name, blob(name));
    assertEquals(List.of(new BlobInfo(name, 11 + name.length())), engine.listBlobs(""));
  }

  @Test
  void blob_nameOf200Characters_isAllowed() {
    String name = "n".repeat(200);
    putBlob(name, "x");
    assertEquals("x", blob(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", ".a", "-a", "_a", "a/b", "../a", "/a", "a\\b", "a b", "ä", "a\n"})
  void blob_badName_isRefused(String name) {
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> putBlob(name, "x"));
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> engine.openBlob(name));
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> engine.deleteBlob(name));
    assertEquals(List.of(), engine.listBlobs(""));
  }

  @Test
  void blob_nameOf201Characters_isRefused() {
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> putBlob("n".repeat(201), "x"));
  }

  @Test
  void blob_empty_isReadBack() {
    engine.putBlob("empty", channel -> {});
    assertEquals("", blob("empty"));
    assertEquals(List.of(new BlobInfo("empty", 0)), engine.listBlobs(""));
  }

  @Test
  void blob_writtenInPieces_isOffHeapReadOnlyAndWhole() {
    byte[] expected = new byte[3_000_017];
    new Random(1).nextBytes(expected);
    engine.putBlob(
        "large",
        channel -> {
          ByteBuffer rest = ByteBuffer.wrap(expected);
          for (int piece = 1; rest.hasRemaining(); piece *= 3) {
            ByteBuffer part = rest.slice(rest.position(), Math.min(piece, rest.remaining()));
            rest.position(rest.position() + part.remaining());
            assertTrue(channel.isOpen());
            assertEquals(part.remaining(), channel.write(part));
          }
        });
    try (Blob blob = engine.openBlob("large")) {
      MemorySegment content = blob.content();
      assertArrayEquals(expected, content.toArray(ValueLayout.JAVA_BYTE));
      assertTrue(content.isReadOnly() && content.isNative());
    }
  }

  @Test
  void blob_open_staysReadableWhenTheEngineIsClosed() {
    putBlob("kept", "content");
    try (Blob blob = engine.openBlob("kept")) {
      engine.close();
      assertEquals("content", text(blob.content().toArray(ValueLayout.JAVA_BYTE)));
    }
  }

  @Test
  void blob_closed_isInvalidAndClosesAgain() {
    putBlob("a", "x");
    Blob blob = engine.openBlob("a");
    MemorySegment content = blob.content();
    blob.close();
    blob.close();
    assertThrows(IllegalStateException.class, () -> content.get(ValueLayout.JAVA_BYTE, 0));
  }

  @Test
  void openBlob_missing_isCorruption() {
    CorruptionException e =
        assertThrows(CorruptionException.class, () -> engine.openBlob("gone.arrow"));
    assertTrue(e.file().endsWith("gone.arrow"), e.file());
    e = assertThrows(CorruptionException.class, () -> engine.readBlob("gone.arrow"));
    assertTrue(e.file().endsWith("gone.arrow"), e.file());
  }

  @Test
  void readBlob_isItsContent() {
    putBlob("empty", "");
    putBlob("a", "some");
    assertEquals("", text(engine.readBlob("empty")));
    assertEquals("some", text(engine.readBlob("a")));
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> engine.readBlob("../a"));
  }

  @Test
  void deleteBlob_leavesOpenOnesReadable() {
    putBlob("a", "still here");
    Blob second = engine.openBlob("a");
    try (Blob first = engine.openBlob("a")) {
      engine.deleteBlob("a");
      second.close();
      assertEquals("still here", text(first.content().toArray(ValueLayout.JAVA_BYTE)));
    }
    assertThrows(CorruptionException.class, () -> engine.openBlob("a"));
    assertEquals(List.of(), engine.listBlobs(""));
    engine.deleteBlob("a");

    putBlob("a", "again");
    assertEquals("again", blob("a"));
  }

  @Test
  void putBlob_nameInUse_isRefusedAndLeavesTheFirst() {
    putBlob("a", "first");
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> putBlob("a", "second"));
    assertEquals("first", blob("a"));
  }

  @Test
  void putBlob_nameBeingWritten_isRefused() {
    engine.putBlob(
        "a",
        channel -> {
          assertFails(ErrorCode.INVALID_ARGUMENT, () -> putBlob("a", "inner"));
          assertEquals(List.of(), engine.listBlobs(""), "not there before it is whole");
          channel.write(ByteBuffer.wrap(bytes("outer")));
        });
    assertEquals("outer", blob("a"));
  }

  @Test
  void putBlob_writerThatFails_leavesNothing() {
    IOException cause = new IOException("no luck");
    OmenException e =
        assertThrows(OmenException.class, () -> engine.putBlob("a", failing("half", cause)));
    assertEquals(ErrorCode.IO_ERROR, e.code());
    assertSame(cause, e.getCause());
    assertTrue(e.what().contains("'a'"), e.what());

    RuntimeException defect = new IllegalArgumentException("defect");
    assertSame(
        defect,
        assertThrows(
            RuntimeException.class,
            () ->
                engine.putBlob(
                    "a",
                    channel -> {
                      throw defect;
                    })));

    assertEquals(List.of(), engine.listBlobs(""));
    putBlob("a", "whole");
    reopen();
    assertEquals("whole", blob("a"));
  }

  @Test
  void putBlob_diskFull_isSaidSo() {
    IOException cause = new IOException("No space left on device");
    assertFails(ErrorCode.DISK_FULL, () -> engine.putBlob("a", failing("half", cause)));
    assertEquals(List.of(), engine.listBlobs(""));
  }

  private static BlobWriter failing(String before, IOException cause) {
    return channel -> {
      channel.write(ByteBuffer.wrap(bytes(before)));
      throw cause;
    };
  }

  @Test
  void putBlob_writerThatClosesTheChannel_isTolerated() {
    engine.putBlob(
        "a",
        channel -> {
          channel.write(ByteBuffer.wrap(bytes("whole")));
          channel.close();
          assertThrows(
              ClosedChannelException.class, () -> channel.write(ByteBuffer.wrap(bytes("more"))));
        });
    assertEquals("whole", blob("a"));
  }

  @Test
  void listBlobs_sortsByNameAndFiltersByPrefix() {
    for (String name : List.of("b2", "a", "b10", "c", "b1", "B1")) {
      putBlob(name, name);
    }
    assertEquals(
        List.of("B1", "a", "b1", "b10", "b2", "c"),
        engine.listBlobs("").stream().map(BlobInfo::name).toList());
    assertEquals(
        List.of(new BlobInfo("b1", 2), new BlobInfo("b10", 3), new BlobInfo("b2", 2)),
        engine.listBlobs("b"));
    assertEquals(List.of(), engine.listBlobs("d"));
  }
}
