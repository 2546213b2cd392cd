package io.omendb.core.segment;

import io.omendb.CorruptionException;
import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;
import io.omendb.spi.storage.StorageEngine;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is kept beside a segment: its trained index.
 *
 * @param engine the index engine that trained it
 * @param index what {@link io.omendb.spi.index.LearnedIndex#toBytes} wrote
 */
record Sidecar(String engine, byte[] index) {
  /**
   * The sidecar of a segment; null where there is none.
   *
   * @throws CorruptionException where it is damaged
   */
  static @Nullable Sidecar read(StorageEngine storage, String segment) {
    String name = SegmentIndexes.sidecarName(segment);
    if (storage.listBlobs(name).isEmpty()) {
      return null;
    }
    RecordReader reader = Envelope.unwrap(Envelope.Kind.INDEX, name, storage.readBlob(name));
    Sidecar sidecar = new Sidecar(reader.getString(), reader.getBytes());
    if (!reader.atEnd()) {
      throw new CorruptionException(name, -1, "bytes after its end");
    }
    return sidecar;
  }

  /** Writes it beside a segment that has none. */
  void write(StorageEngine storage, String segment) {
    byte[] payload = new RecordWriter().putString(engine).putBytes(index).toBytes();
    ByteBuffer record = ByteBuffer.wrap(Envelope.wrap(Envelope.Kind.INDEX, payload));
    storage.putBlob(
        SegmentIndexes.sidecarName(segment),
        channel -> {
          while (record.hasRemaining()) {
            channel.write(record);
          }
        });
  }
}
