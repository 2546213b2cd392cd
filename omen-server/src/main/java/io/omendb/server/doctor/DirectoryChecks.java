package io.omendb.server.doctor;

import io.omendb.DatabaseOptions;
import io.omendb.OmenException;
import io.omendb.spi.EngineRegistry;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The data directory and the disk it lies on, or will lie on. */
final class DirectoryChecks {
  private static final long LEAST_FREE_BYTES = 1L << 30;
  private static final double LEAST_FREE_FRACTION = 0.05;
  private static final long SLOW_FSYNC_NANOS = 20_000_000;
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  private final Path directory;
  private final Path existing;
  private final DatabaseOptions options;

  DirectoryChecks(Path directory, DatabaseOptions options) {
    this.directory = directory.toAbsolutePath().normalize();
    this.existing = existing(this.directory);
    this.options = options;
  }

  /** The directory, or the nearest above it that is there. */
  private static Path existing(Path directory) {
    for (Path path = directory; path != null; path = path.getParent()) {
      if (Files.isDirectory(path)) {
        return path;
      }
    }
    return directory;
  }

  Finding disk() {
    try {
      FileStore store = Files.getFileStore(existing);
      long free = store.getUsableSpace();
      long total = store.getTotalSpace();
      return Finding.attentionIf(
          free < LEAST_FREE_BYTES || free < LEAST_FREE_FRACTION * total,
          "disk",
          Text.bytes(free) + " free of " + Text.bytes(total) + ", " + store.type(),
          "free some, or put the data on another disk with --db");
    } catch (IOException e) {
      return Finding.attention("disk", "cannot be looked at: " + e, "name another with --db");
    }
  }

  Finding fsync() {
    try {
      long median = FsyncProbe.medianNanos(existing);
      return Finding.attentionIf(
          median > SLOW_FSYNC_NANOS,
          "fsync",
          Text.nanos(median) + " in the median of writes of 4 KiB to " + existing,
          "every durable write waits so long: use a faster disk, or more writers at once");
    } catch (IOException e) {
      return Finding.attention(
          "fsync",
          "cannot write to " + existing + ": " + e.getMessage(),
          "give this user the right to, or name another directory with --db");
    }
  }

  /** Files of a later time say that the clock was set back, which confuses whoever reads logs. */
  Finding time() {
    Instant now = Instant.now();
    Instant newest = newest();
    return Finding.attentionIf(
        newest.isAfter(now.plus(CLOCK_SLACK)),
        "time",
        now + (newest.isAfter(now.plus(CLOCK_SLACK)) ? ", but a file is of " + newest : ""),
        "set the clock, for instance by NTP");
  }

  private Instant newest() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.toFile().lastModified())
          .max(Comparator.naturalOrder())
          .map(Instant::ofEpochMilli)
          .orElse(Instant.EPOCH);
    } catch (IOException e) {
      return Instant.EPOCH; // there is no directory yet
    }
  }

  Finding lock() {
    if (!Files.isDirectory(directory)) {
      return Finding.ok("database", "none at " + directory + " yet");
    }
    try {
      return Finding.ok(
          "database",
          directory + holder().map(holder -> " is open: " + holder).orElse(" is not open"));
    } catch (OmenException e) {
      return Finding.attention(
          "database", e.what(), e.remedy().orElse("name another directory with --db"));
    }
  }

  /** Whether a process has the database open. */
  boolean isHeld() {
    try {
      return holder().isPresent();
    } catch (OmenException e) {
      return false; // lock() says why
    }
  }

  private Optional<String> holder() {
    return EngineRegistry.get()
        .storage()
        .select(options.get(DatabaseOptions.Key.STORAGE_ENGINE))
        .holder(directory.toString());
  }
}
