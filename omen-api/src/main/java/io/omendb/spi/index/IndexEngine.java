package io.omendb.spi.index;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Trains and loads indexes of one kind. Stateless, so safe for concurrent use. */
public interface IndexEngine {
  /** The engine's name; written into files. */
  String name();

  /**
   * Trains an index. The error bounds it states are measured over every key.
   *
   * @param keys ascending {@code int64} values, little-endian, duplicates allowed, possibly none;
   *     at most {@code Integer.MAX_VALUE - 8} of them; must stay valid as long as the index is used
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where the keys do
   *     not ascend or their bytes are no multiple of 8
   */
  LearnedIndex train(MemorySegment keys);

  /**
   * Loads an index that {@link LearnedIndex#toBytes} wrote, without training.
   *
   * @param bytes what was written
   * @param keys the keys it was trained on; must stay valid as long as the index is used
   * @throws io.omendb.CorruptionException where the bytes fail their checksum or do not fit the
   *     keys
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#UNSUPPORTED_FORMAT} where another
   *     engine or a newer version wrote them
   */
  LearnedIndex load(byte[] bytes, MemorySegment keys);

  /**
   * One index over runs that follow each other, from indexes that this engine made; cheap, because
   * nothing is trained again. An engine with a better way than to ask the index of one run
   * overrides this.
   *
   * @param runs ascending, none empty, every key of one less than every key of the next
   */
  default LevelIndex join(List<IndexedRun> runs) {
    return new FencedLevelIndex(runs);
  }
}
