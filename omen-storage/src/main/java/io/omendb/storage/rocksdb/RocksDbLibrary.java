package io.omendb.storage.rocksdb;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * RocksDB's native library, loaded once per process, at the first open.
 *
 * <p>It is looked for on {@code java.library.path} under the name it has in the jar (on 64-bit
 * Linux with glibc {@code librocksdbjni-linux64.so}): a launcher that keeps it there spares each
 * start the unpacking of 17 MB. Otherwise it is unpacked into a directory of its own, loaded and
 * deleted: the system keeps a loaded library, and a process that is killed leaves nothing behind.
 *
 * <p>RocksDB's environment variable {@code ROCKSDB_SHAREDLIB_DIR} is no help: it names where to
 * unpack, again at each start. Its {@code ROCKSDB_MUSL_LIBC}, {@code true} or {@code false}, spares
 * the child processes by which it finds out which C library there is.
 */
final class RocksDbLibrary {
  private static final Set<String> ARCHITECTURES =
      Set.of("amd64", "x86_64", "aarch64", "arm64", "ppc64le", "s390x", "riscv64");

  private RocksDbLibrary() {}

  /** Why it cannot be loaded here, as far as can be told without trying. */
  static Optional<String> unavailableReason() {
    try {
      Class.forName("org.rocksdb.RocksDB", false, RocksDbLibrary.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.of("the jar org.rocksdb:rocksdbjni is not on the class path");
    }
    String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return ARCHITECTURES.contains(architecture)
        ? Optional.empty()
        : Optional.of("RocksDB has no native library for the architecture '" + architecture + "'");
  }

  private static final class Holder {
    /** A failed attempt is kept: the loader cannot be asked twice. */
    static final Optional<Throwable> FAILURE = attempt();

    private static Optional<Throwable> attempt() {
      try {
        Path unpacked = Files.createTempDirectory("omendb-rocksdb-");
        try {
          NativeLibraryLoader.getInstance().loadLibrary(unpacked.toString());
          RocksDB.loadLibrary(); // finds it loaded
        } finally {
          removeUnpacked(unpacked);
        }
        return Optional.empty();
      } catch (IOException | RuntimeException | LinkageError e) {
        return Optional.of(e);
      }
    }
  }

  /** Where the system holds on to a loaded file, RocksDB deletes it at exit. */
  private static void removeUnpacked(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      directory.toFile().deleteOnExit();
    }
  }

  /**
   * Loads the library unless it is loaded.
   *
   * @throws OmenException {@link ErrorCode#ENGINE_NOT_FOUND} where that fails
   */
  static void load() {
    if (Holder.FAILURE.isPresent()) {
      Throwable failure = Holder.FAILURE.get();
      throw new OmenException(
          ErrorCode.ENGINE_NOT_FOUND,
          "RocksDB's native library cannot be loaded: " + failure,
          null,
          "let the temporary directory "
              + System.getProperty("java.io.tmpdir")
              + " be written and executed from, or unpack the library onto java.library.path",
          failure);
    }
  }
}
