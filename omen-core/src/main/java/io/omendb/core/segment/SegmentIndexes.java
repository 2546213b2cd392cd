package io.omendb.core.segment;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.LevelIndex;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index sidecars of segments: trained once, written beside the segment, loaded at open. A
 * sidecar that is missing, damaged or of another engine is no loss: it is trained again from the
 * keys. Safe for concurrent use on different segments.
 */
public final class SegmentIndexes {
  private static final System.Logger LOG = System.getLogger(SegmentIndexes.class.getName());
  private static final String SUFFIX = ".index";

  private final StorageEngine storage;
  private final IndexEngine engine;

  /** The sidecars in a storage, trained by an engine. */
  public SegmentIndexes(StorageEngine storage, IndexEngine engine) {
    this.storage = storage;
    this.engine = engine;
  }

  /** Blob name of a segment's index. */
  public static String sidecarName(String segment) {
    return segment + SUFFIX;
  }

  /** Trains the index of a new segment and writes its sidecar. */
  public void create(String segment, MemorySegment keys) {
    write(segment, engine.train(keys));
  }

  /** One index over segments that follow each other; nothing is trained again. */
  LevelIndex join(List<IndexedRun> ascending) {
    return engine.join(ascending);
  }

  /** Loads the index of a segment, or trains it again. */
  LearnedIndex open(String segment, MemorySegment keys) {
    try {
      LearnedIndex loaded = load(segment, keys);
      if (loaded != null) {
        return loaded;
      }
    } catch (OmenException e) {
      if (e.code() != ErrorCode.CORRUPTION && e.code() != ErrorCode.UNSUPPORTED_FORMAT) {
        throw e;
      }
      LOG.log(
          System.Logger.Level.WARNING, "The index of {0} is trained again: {1}", segment, e.what());
    }
    LearnedIndex trained = engine.train(keys);
    replace(segment, trained);
    return trained;
  }

  private @Nullable LearnedIndex load(String segment, MemorySegment keys) {
    Sidecar sidecar = Sidecar.read(storage, segment);
    return sidecar != null && sidecar.engine().equals(engine.name())
        ? engine.load(sidecar.index(), keys)
        : null;
  }

  /**
   * Trains the index of a segment again and puts it in the place of what is there.
   *
   * @throws io.omendb.CorruptionException naming the segment where its keys cannot be read
   */
  public void retrain(SegmentInfo info, Schema schema) {
    try (SegmentReader reader = SegmentReader.open(storage, info, schema)) {
      LearnedIndex trained = engine.train(reader.keys());
      storage.deleteBlob(sidecarName(info.name()));
      write(info.name(), trained);
    }
  }

  private void replace(String segment, LearnedIndex trained) {
    try {
      storage.deleteBlob(sidecarName(segment));
      write(segment, trained);
    } catch (OmenException e) {
      LOG.log(System.Logger.Level.WARNING, "The index of {0} is not kept: {1}", segment, e.what());
    }
  }

  private void write(String segment, LearnedIndex index) {
    new Sidecar(engine.name(), index.toBytes()).write(storage, segment);
  }
}
