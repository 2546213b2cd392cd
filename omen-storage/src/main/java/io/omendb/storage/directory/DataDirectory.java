package io.omendb.storage.directory;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A data directory, locked. {@link #open} creates what is missing or checks what is there; a new
 * one becomes a database when the engine, having created its own files, calls {@link #markCreated}.
 * Whoever opens it closes it, after all that uses it.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "LOCK";
  private static final String KEY_VALUES = "kv";
  private static final String BLOBS = "blobs";

  /** Damaged blobs that were set aside; there only once one was. */
  private static final String QUARANTINE = "quarantine";

  /** What a creation leaves that was cut short. */
  private static final Set<String> OURS =
      Set.of(LOCK, IdentityFile.TEMPORARY_NAME, KEY_VALUES, BLOBS);

  /** What a directory may hold and still be empty: file systems put this at their root. */
  private static final String LOST_AND_FOUND = "lost+found";

  private final Path root;
  private final String engine;
  private final boolean isNew;
  private final BlobDirectory blobs;
  private final DirectoryLock lock;

  private DataDirectory(Path root, String engine, DirectoryLock lock) {
    this.root = root;
    this.engine = engine;
    this.lock = lock;
    isNew = !IdentityFile.isIn(root);
    blobs = new BlobDirectory(root.resolve(BLOBS), root.resolve(QUARANTINE));
  }

  /**
   * Opens and locks a directory.
   *
   * @param engine the name of the storage engine
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} where the location is not a directory
   *     or holds other files, {@link ErrorCode#DATABASE_LOCKED}, {@link
   *     ErrorCode#UNSUPPORTED_FORMAT}, {@link ErrorCode#CORRUPTION}, {@link ErrorCode#IO_ERROR}
   */
  public static DataDirectory open(String location, String engine) {
    Path root = resolve(location);
    if (!IdentityFile.isIn(root)) {
      refuseForeignFiles(root);
    }
    DirectoryLock lock = DirectoryLock.acquire(root, root.resolve(LOCK));
    DataDirectory directory = null;
    try {
      DataDirectory locked = new DataDirectory(root, engine, lock);
      locked.prepare();
      directory = locked;
      return locked;
    } finally {
      if (directory == null) {
        lock.close();
      }
    }
  }

  /**
   * Opens and locks a directory that is a database, as it was left: nothing is created or removed.
   *
   * @param engine the name of the storage engine
   * @throws OmenException {@link ErrorCode#LOCATION_NOT_FOUND} where there is no database, and what
   *     {@link #open} throws
   */
  public static DataDirectory openReadOnly(String location, String engine) {
    Path path = parse(location);
    if (!Files.isDirectory(path) || !isDatabase(path)) {
      throw new OmenException(
          ErrorCode.LOCATION_NOT_FOUND,
          "No database at " + path.toAbsolutePath().normalize(),
          "location",
          "name the directory of one",
          null);
    }
    Path root = resolve(location);
    DirectoryLock lock = DirectoryLock.acquire(root, root.resolve(LOCK));
    DataDirectory directory = null;
    try {
      DataDirectory locked = new DataDirectory(root, engine, lock);
      locked.requireWhole();
      directory = locked;
      return locked;
    } finally {
      if (directory == null) {
        lock.close();
      }
    }
  }

  /**
   * Which process has a directory open; empty where nobody has or there is none.
   *
   * @throws OmenException {@link ErrorCode#IO_ERROR}
   */
  public static Optional<String> holder(String location) {
    Path file = parse(location).resolve(LOCK);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return DirectoryLock.holder(parse(location).toRealPath(), file);
    } catch (IOException e) {
      throw FileErrors.failed("look at the lock " + file, e);
    }
  }

  /** Whether it is one, or was before it lost the file that says so. */
  private static boolean isDatabase(Path root) {
    return IdentityFile.isIn(root)
        || (Files.isDirectory(root.resolve(KEY_VALUES)) && Files.isDirectory(root.resolve(BLOBS)));
  }

  /** The directory as a real path, which exists and may be written. */
  private static Path resolve(String location) {
    Path path = parse(location);
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw notADirectory(location, "is a file");
      }
      if (Files.isSymbolicLink(path) && !Files.exists(path)) {
        throw notADirectory(location, "is a symbolic link to what does not exist");
      }
      DurableFiles.createDirectories(path);
      Path root = path.toRealPath();
      if (!Files.isWritable(root)) {
        throw FileErrors.permissionDenied("open database", root.toString(), null);
      }
      return root;
    } catch (IOException e) {
      throw FileErrors.failed("create database directory " + location, e);
    }
  }

  private static Path parse(String location) {
    if (location.isEmpty()) {
      throw notADirectory(location, "is empty");
    }
    try {
      return Path.of(location);
    } catch (InvalidPathException e) {
      throw notADirectory(location, "is not a path: " + e.getReason());
    }
  }

  private static OmenException notADirectory(String location, String why) {
    return OmenException.invalid(
        "location", "location '" + location + "' " + why, "name a directory");
  }

  /** A typing error must not mix a database into somebody's files. */
  private static void refuseForeignFiles(Path root) {
    List<String> names = names(root);
    boolean creationBegun = names.contains(LOCK);
    for (String name : names) {
      if (!(creationBegun && OURS.contains(name)) && !name.equals(LOST_AND_FOUND)) {
        throw OmenException.invalid(
            "location",
            "directory " + root + " is not a database and not empty: it holds '" + name + "'",
            "name an empty directory, one that does not exist yet, or a database");
      }
    }
  }

  private static List<String> names(Path directory) {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw FileErrors.failed("list " + directory, e);
    }
  }

  private void prepare() {
    Path identity = root.resolve(IdentityFile.NAME);
    if (!isNew) {
      requireWhole();
    } else {
      create(keyValues());
      create(root.resolve(BLOBS));
    }
    blobs.removeLeftovers();
    removeUnfinishedIdentity();
    if (isNew && !blobs.list("").isEmpty()) {
      throw new CorruptionException(
          identity.toString(), -1, "the file is missing, and the directory holds blobs");
    }
  }

  private void removeUnfinishedIdentity() {
    try {
      Files.deleteIfExists(root.resolve(IdentityFile.TEMPORARY_NAME));
    } catch (IOException e) {
      throw FileErrors.failed("remove the unfinished " + IdentityFile.NAME + " in " + root, e);
    }
  }

  private void requireWhole() {
    if (isNew) {
      throw new CorruptionException(
          root.resolve(IdentityFile.NAME).toString(), -1, "the file is missing");
    }
    IdentityFile.check(root, engine);
    requireDirectory(keyValues());
    requireDirectory(root.resolve(BLOBS));
  }

  private static void create(Path directory) {
    try {
      DurableFiles.createDirectories(directory);
    } catch (IOException e) {
      throw FileErrors.failed("create " + directory, e);
    }
  }

  private static void requireDirectory(Path directory) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new CorruptionException(directory.toString(), -1, "the directory is missing");
    }
  }

  /** Whether nobody has called {@link #markCreated} for this directory yet. */
  public boolean isNew() {
    return isNew;
  }

  /** Makes the directory a database, durably; nothing where it is one. */
  public void markCreated() {
    if (isNew) {
      IdentityFile.write(root, engine);
    }
  }

  /** The directory itself. */
  public Path root() {
    return root;
  }

  /** Where the engine keeps its key-value files; exists. */
  public Path keyValues() {
    return root.resolve(KEY_VALUES);
  }

  /**
   * Whether whoever had it open before has left nothing that is only in the operating system's
   * memory.
   */
  public boolean isClean() {
    return lock.isClean();
  }

  /** Notes whether all that was written is on disk, for whoever opens the directory next. */
  public void setClean(boolean clean) {
    lock.setClean(clean);
  }

  /** Files that somebody did not finish writing; {@link #open} removes or replaces them. */
  public List<Path> leftovers() {
    List<Path> leftovers = new ArrayList<>(blobs.leftovers());
    Path identity = root.resolve(IdentityFile.TEMPORARY_NAME);
    if (Files.exists(identity)) {
      leftovers.add(identity);
    }
    return leftovers;
  }

  /** The blobs. */
  public BlobDirectory blobs() {
    return blobs;
  }

  /** Unlocks. */
  @Override
  public void close() {
    lock.close();
  }
}
