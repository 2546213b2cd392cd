package io.omendb.testkit.disk;

import io.omendb.spi.storage.Blob;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/** A copy of a file's content in native memory, as a mapped file would be. */
final class SimulatedBlob implements Blob {
  /** As segments are aligned when they are mapped. */
  private static final long ALIGNMENT = 64;

  private final String name;
  private final Arena arena = Arena.ofShared();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final MemorySegment content;

  SimulatedBlob(String name, byte[] bytes) {
    this.name = name;
    MemorySegment copy = arena.allocate(bytes.length, ALIGNMENT);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, copy, 0, bytes.length);
    content = copy.asReadOnly();
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
  public void close() {
    if (closed.compareAndSet(false, true)) {
      arena.close();
    }
  }
}
