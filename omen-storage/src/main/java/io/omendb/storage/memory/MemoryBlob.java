package io.omendb.storage.memory;

import io.omendb.spi.storage.Blob;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * An open blob in memory. Its content ends with it, as a mapped one does, so that a use after close
 * fails here too and not only on the durable engines.
 */
final class MemoryBlob implements Blob {
  /** A clean-up action that does nothing but lead from the view to the stored segment. */
  private record KeepReachable(MemorySegment stored) implements Consumer<MemorySegment> {
    @Override
    public void accept(MemorySegment view) {}
  }

  private final String name;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment content;

  /**
   * @param stored in an automatic arena, which lives as long as it can be reached
   */
  @SuppressWarnings("restricted") // A view of the same bounds with a shorter life is safe.
  MemoryBlob(String name, MemorySegment stored) {
    this.name = name;
    content = stored.reinterpret(arena, new KeepReachable(stored)).asReadOnly();
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
