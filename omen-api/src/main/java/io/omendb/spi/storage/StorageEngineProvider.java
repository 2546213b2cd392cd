package io.omendb.spi.storage;

import io.omendb.spi.provider.EngineProvider;
import java.util.Optional;

/** Opens a {@link StorageEngine}. */
public interface StorageEngineProvider extends EngineProvider {
  /** Whether what was written is there after the process has ended. */
  boolean durable();

  /**
   * Opens a location, creating it where it is not there yet, and locks it. What a durable engine
   * finds there is on disk when this returns, even where a process wrote it that died, or an fsync
   * failed, before it was: nobody must see what a power cut can still take.
   *
   * @param location for a durable engine a directory; for one in memory a name shared by the opens
   *     of this process, or empty for a private store
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#DATABASE_LOCKED} naming the process
   *     that has it open, {@link io.omendb.ErrorCode#UNSUPPORTED_FORMAT} where another engine or a
   *     newer version wrote it, {@link io.omendb.ErrorCode#IO_ERROR}
   */
  StorageEngine open(String location);

  /**
   * Opens a location as it was left, and locks it: nothing is created, mended or removed, and
   * whatever would change something is refused with {@link io.omendb.ErrorCode#READ_ONLY}.
   *
   * @param location as for {@link #open}
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#LOCATION_NOT_FOUND} where there is
   *     nothing, and what {@link #open} throws
   */
  StorageEngine openReadOnly(String location);

  /**
   * Which process has a location open, in words; empty where nobody has, there is nothing, or the
   * engine locks nothing. Opens nothing itself.
   *
   * @param location as for {@link #open}
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#IO_ERROR}
   */
  default Optional<String> holder(String location) {
    return Optional.empty();
  }
}
