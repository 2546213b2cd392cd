package io.omendb.core.vectors;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.vector.VectorGraph;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The graph over a segment's vectors, read from a mapped file and verified. Safe for concurrent use
 * until it is closed.
 */
public final class GraphFile implements AutoCloseable {
  private static final int BLOCK_BYTES = 8 << 20;

  private final Blob blob;
  private final GraphHeader header;
  private final VectorGraph graph;

  private GraphFile(Blob blob, GraphHeader header, VectorGraph graph) {
    this.blob = blob;
    this.header = header;
    this.graph = graph;
  }

  /**
   * Opens and verifies the graph of a column; null where the segment has none. The engine is the
   * one that the file names.
   *
   * @param name of the blob
   * @param rows rows of the segment
   * @param dimension elements of its vectors
   * @throws CorruptionException naming the blob
   * @throws OmenException {@link ErrorCode#ENGINE_NOT_FOUND} where its engine is not present,
   *     {@link ErrorCode#UNSUPPORTED_FORMAT} where a newer one wrote it
   */
  public static @Nullable GraphFile open(
      StorageEngine storage, String name, int rows, int dimension) {
    if (storage.listBlobs(name).isEmpty()) {
      return null;
    }
    Blob blob = storage.openBlob(name);
    try {
      GraphHeader header = GraphHeader.read(name, blob.content());
      if (header.rows() != rows || header.dimension() != dimension) {
        throw new CorruptionException(
            name,
            0,
            "of %d rows x %d, the segment has %d x %d"
                .formatted(header.rows(), header.dimension(), rows, dimension));
      }
      return new GraphFile(blob, header, graph(header, blob));
    } catch (RuntimeException e) {
      blob.close();
      throw e;
    }
  }

  private static VectorGraph graph(GraphHeader header, Blob blob) {
    try {
      return EngineRegistry.get()
          .vectorIndex()
          .select(header.engine())
          .create()
          .open(header.body(blob.name(), blob.content()), header.rows());
    } catch (CorruptionException e) {
      // An engine knows the bytes, not the file that they come from.
      throw e.file().equals(blob.name())
          ? e
          : new CorruptionException(blob.name(), -1, e.file() + ": " + e.problem());
    }
  }

  /** The graph. */
  public VectorGraph graph() {
    return graph;
  }

  /** The engine that built it. */
  public String engine() {
    return header.engine();
  }

  /** Rows with a vector that are not in the graph, ascending; not to be changed. */
  public int[] oddRows() {
    return header.odd();
  }

  /** Writes a copy under the same name, durably. */
  public void copyTo(StorageEngine target) {
    target.putBlob(
        blob.name(),
        channel -> {
          for (long done = 0; done < sizeInBytes(); done += BLOCK_BYTES) {
            long length = Math.min(BLOCK_BYTES, sizeInBytes() - done);
            ByteBuffer block = blob.content().asSlice(done, length).asByteBuffer();
            while (block.hasRemaining()) {
              channel.write(block);
            }
          }
        });
  }

  /** Bytes of the file. */
  public long sizeInBytes() {
    return blob.content().byteSize();
  }

  @Override
  public void close() {
    blob.close();
  }
}
