package io.omendb.storage.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory to one open handle of one process. The operating system lets go of the lock
 * when the process ends, however it ends, so a file left behind is never in the way.
 */
final class DirectoryLock implements AutoCloseable {
  /*
   * The lock of POSIX belongs to the process, not to the handle: closing any other descriptor of
   * the file lets it go. So this process must not so much as open the file a second time, and the
   * set below is asked first.
   */
  private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  /** What a holder leaves behind that did not come to a clean end. */
  private static final String INTERRUPTED = "interrupted\n";

  /** Larger than any content of ours. */
  private static final int HOLDER_BYTES_MAX = 256;

  private final Path directory;
  private final FileChannel channel;
  private volatile boolean clean;

  private DirectoryLock(Path directory, FileChannel channel, boolean clean) {
    this.directory = directory;
    this.channel = channel;
    this.clean = clean;
  }

  /**
   * @param directory its real path, without symbolic links, so that each has one name
   * @throws OmenException {@link ErrorCode#DATABASE_LOCKED} naming the process that holds it
   */
  static DirectoryLock acquire(Path directory, Path file) {
    if (!HELD_BY_THIS_PROCESS.add(directory)) {
      throw lockedHere(directory, null);
    }
    FileChannel channel = null;
    boolean acquired = false;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw lockedBy(directory, holder(channel));
      }
      boolean clean = holder(channel).isEmpty();
      writeHolder(channel);
      acquired = true;
      return new DirectoryLock(directory, channel, clean);
    } catch (OverlappingFileLockException e) {
      throw lockedHere(directory, e); // a copy of this class under another class loader
    } catch (IOException e) {
      throw FileErrors.failed("lock " + file, e);
    } finally {
      if (!acquired) {
        closeQuietly(channel);
        HELD_BY_THIS_PROCESS.remove(directory);
      }
    }
  }

  /**
   * Which process holds the lock of a directory, in words; empty where none does.
   *
   * @param directory its real path
   */
  static Optional<String> holder(Path directory, Path file) throws IOException {
    if (!HELD_BY_THIS_PROCESS.add(directory)) { // which keeps others of this process out
      return Optional.of("by this process, pid " + ProcessHandle.current().pid());
    }
    // A shared lock, so that two who ask are not in each other's way.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null ? Optional.of("by " + process(holder(channel))) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.of("by this process, pid " + ProcessHandle.current().pid());
    } finally {
      HELD_BY_THIS_PROCESS.remove(directory);
    }
  }

  private static void writeHolder(FileChannel channel) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    String started = self.info().startInstant().map(Instant::toString).orElse("unknown");
    write(channel, "pid " + self.pid() + "\nstarted " + started + "\n");
  }

  private static void write(FileChannel channel, String content) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(content.getBytes(UTF_8)), 0);
  }

  /**
   * Whether the holder before left nothing that is only in the operating system's memory, or what
   * {@link #setClean} was told since. The file says it until the machine is started anew, after
   * which there is no such memory.
   */
  boolean isClean() {
    return clean;
  }

  /** Notes whether an end now would be a clean one. */
  void setClean(boolean now) {
    clean = now;
  }

  /** The holder's lines; empty where it has not written them yet. */
  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(HOLDER_BYTES_MAX);
    channel.read(buffer, 0);
    return UTF_8.decode(buffer.flip()).toString().strip();
  }

  private static OmenException lockedBy(Path directory, String holder) {
    return new OmenException(
        ErrorCode.DATABASE_LOCKED,
        "database " + directory + " is held by " + process(holder),
        "close it there, or reach it through that process if it is a server");
  }

  private static String process(String holder) {
    return holder.startsWith("pid ")
        ? "the process with " + holder.replace("\n", ", ")
        : "another process";
  }

  private static OmenException lockedHere(Path directory, @Nullable Throwable cause) {
    return new OmenException(
        ErrorCode.DATABASE_LOCKED,
        "database "
            + directory
            + " is open already in this process, pid "
            + ProcessHandle.current().pid(),
        null,
        "share the open database, or close it first",
        cause);
  }

  /** Lets go. The file stays: deleting it would race with the next holder. */
  @Override
  public void close() {
    try {
      // Whoever comes between two holders must not read the earlier one's pid.
      write(channel, clean ? "" : INTERRUPTED);
    } catch (IOException e) {
      // The pid stays, which the next holder takes for an end that was not clean.
    } finally {
      closeQuietly(channel);
      HELD_BY_THIS_PROCESS.remove(directory);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written that could be lost, and the lock is gone with the descriptor.
      }
    }
  }
}
