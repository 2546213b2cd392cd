package io.omendb.spi.storage;

import java.lang.foreign.MemorySegment;

/**
 * An open blob. The content is immutable and may be read by any thread until the blob is closed;
 * deleting it does not disturb those that have it open.
 */
public interface Blob extends AutoCloseable {
  /** The name. */
  String name();

  /** The content, read-only; mapped where the engine can. Invalid once closed. */
  MemorySegment content();

  /** Releases the content. Idempotent. Nobody may be reading it. */
  @Override
  void close();
}
