package io.omendb.core.care;

import io.omendb.BackupProgress;
import io.omendb.BackupSummary;
import io.omendb.Cancellation;
import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.core.catalog.Catalog;
import io.omendb.core.catalog.CollectionRecord;
import io.omendb.core.manifest.Manifest;
import io.omendb.core.manifest.ManifestStore;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.provider.EngineProvider;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageEngineProvider;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Writes pinned collections of a live database into a directory, which becomes a database of its
 * own and a backup. For one thread.
 *
 * <p>Order: manifests and refs, blobs, catalog, and last the {@code BACKUP} file. So whatever a
 * crash leaves in between neither opens as a database, for the catalog is missing, nor passes for a
 * backup.
 */
public final class BackupWriter {
  /** Bytes of one write. */
  private static final int BLOCK_BYTES = 8 << 20;

  /**
   * A collection at one manifest. The caller keeps the segments open until the backup is written,
   * so merges may remove their files meanwhile.
   *
   * @param record the collection
   * @param manifest the manifest
   * @param segments the segments that it names
   */
  public record Pinned(CollectionRecord record, Manifest manifest, List<Segment> segments) {
    public Pinned {
      segments = List.copyOf(segments);
      manifest = withoutLog(manifest);
    }

    /**
     * A bulk load marks its commit in the log, which a backup does not have. No commit with rows
     * lies between the last that was flushed and the mark.
     */
    private static Manifest withoutLog(Manifest manifest) {
      long last = manifest.flushedSeq();
      for (SegmentInfo segment : manifest.segments()) {
        last = Math.max(last, segment.maxSeq());
      }
      return new Manifest(manifest.number(), last, manifest.nextSegment(), manifest.segments());
    }
  }

  /** Adds up what has been copied of all segments, and ends the backup where nobody waits. */
  private static final class Copied {
    private final BackupProgress progress;
    private final long totalBytes;
    private long doneBytes;

    Copied(List<Pinned> collections, BackupProgress progress) {
      this.progress = progress;
      this.totalBytes =
          collections.stream()
              .flatMap(pinned -> pinned.segments().stream())
              .mapToLong(segment -> segment.info().sizeInBytes())
              .sum();
      progress.update(0, totalBytes);
    }

    void add(long bytes) {
      doneBytes += bytes;
      progress.update(doneBytes, totalBytes);
      Cancellation.check();
    }
  }

  private BackupWriter() {}

  /**
   * Refuses a place where something is.
   *
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT}
   */
  public static void requireEmpty(String field, Path directory) {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        if (files.findAny().isEmpty()) {
          return;
        }
      } catch (IOException e) {
        throw OmenException.io("list " + directory, e);
      }
    } else if (!Files.exists(directory)) {
      return;
    }
    throw OmenException.invalid(
        field,
        directory.toAbsolutePath().normalize() + " is there already and is no empty directory",
        "name one that does not exist yet");
  }

  /**
   * Writes a backup.
   *
   * @param engine the storage engine of the database; where it is not durable, the best that is
   *     keeps the backup
   * @param indexEngine the index engine that trained the segments' indexes
   * @param directory empty, or not there yet
   * @param progress told while segments are copied
   */
  public static BackupSummary write(
      String engine,
      String indexEngine,
      List<Pinned> collections,
      Path directory,
      BackupProgress progress) {
    requireEmpty("directory", directory);
    Copied copied = new Copied(collections, progress);
    final BackupList list;
    try (StorageEngine storage =
        durable(engine).open(directory.toAbsolutePath().normalize().toString())) {
      for (Pinned pinned : collections) {
        if (pinned.manifest().number() > 0) {
          new ManifestStore(storage, pinned.record().id(), pinned.record().name())
              .replace(ManifestStore.MAIN, Manifest.EMPTY, pinned.manifest());
        }
      }
      for (Pinned pinned : collections) {
        for (Segment segment : pinned.segments()) {
          storage.putBlob(
              segment.info().name(),
              channel -> writeAll(segment.reader().content(), channel, copied::add));
          segment.copyIndex(indexEngine, storage);
          segment.copyVectorCodes(storage);
          segment.copyVectorGraphs(storage);
        }
      }
      Catalog.write(storage, collections.stream().map(Pinned::record).toList());
      // The segments are mapped: what has rotted since they were opened must not pass for a copy.
      list = BackupList.of(storage, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
    Set<BackupList.Entry> listed = Set.copyOf(list.blobs());
    collections.forEach(pinned -> compare(pinned, listed));
    list.writeTo(directory);
    return summary(collections, list);
  }

  private static void compare(Pinned pinned, Set<BackupList.Entry> copied) {
    for (Segment segment : pinned.segments()) {
      SegmentInfo info = segment.info();
      boolean whole =
          copied.contains(new BackupList.Entry(info.name(), info.sizeInBytes(), info.crc32c()));
      if (!whole) {
        throw new CorruptionException(
            info.name(), -1, "what was copied has another checksum than the manifest says");
      }
    }
  }

  private static BackupSummary summary(List<Pinned> collections, BackupList list) {
    List<BackupSummary.CollectionSeq> seqs = new ArrayList<>();
    for (Pinned pinned : collections) {
      seqs.add(
          new BackupSummary.CollectionSeq(pinned.record().name(), pinned.manifest().flushedSeq()));
    }
    return new BackupSummary(seqs, list.blobs().size(), list.bytes());
  }

  /** Writes a copy of a blob, durably. */
  static void copy(String name, MemorySegment content, StorageEngine target) {
    target.putBlob(name, channel -> writeAll(content, channel, written -> {}));
  }

  private static void writeAll(
      MemorySegment content, WritableByteChannel channel, LongConsumer written) throws IOException {
    for (long done = 0; done < content.byteSize(); done += BLOCK_BYTES) {
      ByteBuffer block =
          content.asSlice(done, Math.min(BLOCK_BYTES, content.byteSize() - done)).asByteBuffer();
      while (block.hasRemaining()) {
        channel.write(block);
      }
      written.accept(block.limit());
    }
  }

  private static StorageEngineProvider durable(String engine) {
    StorageEngineProvider own = EngineRegistry.get().storage().select(engine);
    if (own.durable()) {
      return own;
    }
    return EngineRegistry.get().storage().all().stream()
        .filter(provider -> provider.durable() && provider.unavailableReason().isEmpty())
        .max(Comparator.comparingInt(EngineProvider::priority))
        .orElseThrow(() ->
            new OmenException(
                ErrorCode.ENGINE_NOT_FOUND,
                "No storage engine here keeps a backup after the process has ended",
                "add the artifact io.omendb:omen-storage"));
  }
}
