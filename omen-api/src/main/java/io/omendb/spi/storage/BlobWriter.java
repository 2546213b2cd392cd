package io.omendb.spi.storage;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Produces the content of a blob. */
@FunctionalInterface
public interface BlobWriter {
  /** Writes the whole content; the engine opens, syncs and closes the channel. */
  void writeTo(WritableByteChannel channel) throws IOException;
}
