package io.omendb.storage.directory;

import io.omendb.spi.storage.Blob;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A blob mapped into memory. Owns its arena: closing the blob unmaps it. */
final class MappedBlob implements Blob {
  private final String name;
  private final Arena arena;
  private final MemorySegment content;

  private MappedBlob(String name, Arena arena, MemorySegment content) {
    this.name = name;
    this.arena = arena;
    this.content = content;
  }

  static MappedBlob open(String name, Path file) throws IOException {
    Arena arena = Arena.ofShared();
    MappedBlob blob = null;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment content = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      HugePages.advise(content);
      blob = new MappedBlob(name, arena, content);
      return blob;
    } finally {
      if (blob == null) {
        arena.close();
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public MemorySegment content() {
    return content;
  }

  @Override
  public synchronized void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
