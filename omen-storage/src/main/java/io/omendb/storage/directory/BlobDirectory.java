package io.omendb.storage.directory;

import io.omendb.CorruptionException;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.BlobWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as files named like them. A blob is written under a temporary name, synced, renamed and its
 * directory synced, so a name stands for a whole blob or for nothing. Safe for concurrent use.
 */
public final class BlobDirectory {
  /** Begins with a dot, as no blob's name does. */
  private static final String TEMPORARY = ".tmp-";

  private final Path directory;
  private final Path quarantine;

  /**
   * @param quarantine where damaged blobs are set aside; made when it is needed
   */
  BlobDirectory(Path directory, Path quarantine) {
    this.directory = directory;
    this.quarantine = quarantine;
  }

  /** Removes what writers left that never came to an end. Before the first {@link #put}. */
  void removeLeftovers() {
    try {
      for (Path file : leftovers()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw FileErrors.failed("remove unfinished blobs in " + directory, e);
    }
  }

  /** What writers left that never came to an end, or are writing now. */
  List<Path> leftovers() {
    List<Path> leftovers = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, TEMPORARY + "*")) {
      files.forEach(leftovers::add);
    } catch (DirectoryIteratorException e) {
      throw FileErrors.failed("list " + directory, new IOException(e));
    } catch (IOException e) {
      throw FileErrors.failed("list " + directory, e);
    }
    return leftovers;
  }

  /** {@link io.omendb.spi.storage.StorageEngine#quarantineBlob}. */
  public void quarantine(String name) {
    BlobNames.check(name);
    Path file = directory.resolve(name);
    try {
      if (Files.exists(file)) {
        DurableFiles.createDirectories(quarantine);
        Files.move(file, unusedName(name), StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncDirectory(quarantine);
        DurableFiles.syncDirectory(directory);
      }
    } catch (IOException e) {
      throw FileErrors.failed("move blob '" + name + "' to " + quarantine, e);
    }
  }

  /** What was set aside before is kept, also where a blob of the same name came back since. */
  private Path unusedName(String name) {
    Path file = quarantine.resolve(name);
    for (int i = 1; Files.exists(file); i++) {
      file = quarantine.resolve(name + "." + i);
    }
    return file;
  }

  /** {@link io.omendb.spi.storage.StorageEngine#putBlob}. */
  public void put(String name, BlobWriter writer) {
    BlobNames.check(name);
    Path temporary = directory.resolve(TEMPORARY + name);
    try (FileChannel channel = reserve(name, temporary)) {
      finish(name, temporary, channel, writer);
    } catch (IOException e) {
      throw FileErrors.failed("write blob '" + name + "'", e);
    }
  }

  /** Of two writers of one name one fails here, or finds the other's finished blob. */
  private static FileChannel reserve(String name, Path temporary) throws IOException {
    try {
      return FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw BlobNames.inUse(name);
    }
  }

  private void finish(String name, Path temporary, FileChannel channel, BlobWriter writer)
      throws IOException {
    Path file = directory.resolve(name);
    @Nullable Path unfinished = temporary;
    try {
      if (Files.exists(file)) {
        throw BlobNames.inUse(name);
      }
      writeContent(channel, writer);
      channel.force(true);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      unfinished = file;
      DurableFiles.syncDirectory(directory);
      unfinished = null;
    } finally {
      if (unfinished != null) {
        Files.deleteIfExists(unfinished);
      }
    }
  }

  private static void writeContent(FileChannel file, BlobWriter writer) throws IOException {
    BlobChannel channel = new BlobChannel(file);
    try {
      writer.writeTo(channel);
      channel.finish();
    } finally {
      channel.release();
    }
  }

  /** {@link io.omendb.spi.storage.StorageEngine#openBlob}. */
  public Blob open(String name) {
    return reading(name, file -> MappedBlob.open(name, file));
  }

  /** {@link io.omendb.spi.storage.StorageEngine#readBlob}. */
  public byte[] read(String name) {
    return reading(name, Files::readAllBytes);
  }

  /** What is done with the file of a blob. */
  private interface Reading<T> {
    T of(Path file) throws IOException;
  }

  private <T> T reading(String name, Reading<T> reading) {
    BlobNames.check(name);
    Path file = directory.resolve(name);
    try {
      return reading.of(file);
    } catch (NoSuchFileException e) {
      throw new CorruptionException(file.toString(), -1, "the blob is missing");
    } catch (IOException e) {
      throw FileErrors.failed("open blob '" + name + "'", e);
    }
  }

  /** {@link io.omendb.spi.storage.StorageEngine#deleteBlob}. */
  public void delete(String name) {
    BlobNames.check(name);
    try {
      // Not synced: a blob that comes back after a power loss is one that nobody names.
      Files.deleteIfExists(directory.resolve(name));
    } catch (IOException e) {
      throw FileErrors.failed("delete blob '" + name + "'", e);
    }
  }

  /** {@link io.omendb.spi.storage.StorageEngine#listBlobs}. */
  public List<BlobInfo> list(String prefix) {
    List<BlobInfo> blobs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix) && BlobNames.isValid(name)) {
          addIfThere(blobs, name, file);
        }
      }
    } catch (IOException e) {
      throw FileErrors.failed("list " + directory, e);
    }
    blobs.sort(Comparator.comparing(BlobInfo::name));
    return List.copyOf(blobs);
  }

  private static void addIfThere(List<BlobInfo> blobs, String name, Path file) throws IOException {
    try {
      blobs.add(new BlobInfo(name, Files.size(file)));
    } catch (NoSuchFileException e) {
      // Deleted since the directory was read.
    }
  }
}
