package io.omendb.spi.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Builds graphs over vectors. Stateless, so safe for concurrent use. */
public interface VectorIndexEngine {
  /** The engine's name. */
  String name();

  /**
   * Builds a graph over rows, on the calling thread; the same rows give the same bytes.
   *
   * @param rows the vectors
   * @param present bit i of the words says whether row i belongs into the graph
   * @param monitor watches and may end it
   * @param arena the result is allocated in it
   * @return the serialised form, with a version of its own; whoever keeps it adds a checksum
   */
  MemorySegment build(VectorRows rows, long[] present, BuildMonitor monitor, Arena arena);

  /**
   * Opens the serialised form of a graph, which stays where it is.
   *
   * @param serialised what {@link #build} returned, on or off heap
   * @param rows rows of the segment
   * @throws io.omendb.CorruptionException where the bytes are no graph over so many rows. What
   *     opens can be searched without an end that does not come and without a read elsewhere
   * @throws io.omendb.OmenException {@code UNSUPPORTED_FORMAT} where a newer version wrote it
   */
  VectorGraph open(MemorySegment serialised, int rows);
}
