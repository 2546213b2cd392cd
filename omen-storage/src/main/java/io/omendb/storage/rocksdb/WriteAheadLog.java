package io.omendb.storage.rocksdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * RocksDB's log files in a directory. An open replays them all and begins one more; they go when
 * what they hold is flushed into a table file. A flush costs several fsyncs, which a short command
 * should not pay, so it is put off until the log is long.
 */
record WriteAheadLog(int files, long bytes) {
  /** Each open leaves a file, empty where nothing was written. */
  private static final int FILES_MAX = 8;

  /** Replayed in some 10 ms. */
  private static final long BYTES_MAX = 4 << 20;

  static WriteAheadLog in(Path directory) throws IOException {
    int files = 0;
    long bytes = 0;
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
      for (Path log : logs) {
        try {
          bytes += Files.size(log);
          files++;
        } catch (NoSuchFileException e) {
          // RocksDB has removed it since the directory was read.
        }
      }
    }
    return new WriteAheadLog(files, bytes);
  }

  /** Whether the next open should not have to replay it. */
  boolean isLong() {
    return files > FILES_MAX || bytes > BYTES_MAX;
  }
}
