package io.omendb.core.segment;

import io.omendb.spi.storage.Blob;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A copy, off the heap, of a blob whose engine keeps it on the heap. */
final class NativeBlob implements Blob {
  private final String name;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment content;

  private NativeBlob(String name, MemorySegment source) {
    this.name = name;
    this.content = arena.allocate(source.byteSize(), Long.BYTES).copyFrom(source).asReadOnly();
  }

  /** The blob itself where it is off the heap or mapped, as it is with every engine we know. */
  static Blob of(Blob blob) {
    if (blob.content().isNative()) {
      return blob;
    }
    try (blob) {
      return new NativeBlob(blob.name(), blob.content());
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
