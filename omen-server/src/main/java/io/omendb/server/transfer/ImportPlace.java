package io.omendb.server.transfer;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * How far an import of a file has come, in a small file beside it, so that one that was interrupted
 * goes on there. Written after a commit, never before it.
 */
final class ImportPlace {
  private static final String MAGIC = "omendb import 1";

  private final Path source;
  private final Path place;
  private final String identity;

  private ImportPlace(Path source, Path place, String identity) {
    this.source = source;
    this.place = place;
    this.identity = identity;
  }

  /** The place of a file's import into a collection. */
  static ImportPlace of(Path source, String collection) {
    try {
      BasicFileAttributes is = Files.readAttributes(source, BasicFileAttributes.class);
      return new ImportPlace(
          source,
          source.resolveSibling(source.getFileName() + "." + collection + ".import"),
          "bytes " + is.size() + ", modified " + is.lastModifiedTime());
    } catch (IOException e) {
      throw OmenException.io("read " + source, e);
    }
  }

  /**
   * Rows that an earlier import has committed; 0 where there was none.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} where the file has changed since
   */
  long rows() {
    try {
      if (!Files.exists(place)) {
        return 0;
      }
      List<String> lines = Files.readAllLines(place);
      if (lines.size() == 3 && lines.getFirst().equals(MAGIC) && lines.get(1).equals(identity)) {
        return Long.parseLong(lines.get(2));
      }
    } catch (IOException e) {
      throw OmenException.io("read " + place, e);
    } catch (NumberFormatException e) {
      // Told below, as for any other damage.
    }
    throw new OmenException(
        ErrorCode.INVALID_DATA,
        place + " is of another state of " + source,
        "--resume",
        "remove it to import the file from its beginning",
        null);
  }

  /** Notes that so many rows are committed. */
  void save(long rows) {
    try {
      Path next = place.resolveSibling(place.getFileName() + ".tmp");
      Files.write(next, List.of(MAGIC, identity, Long.toString(rows)));
      Files.move(next, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw OmenException.io("write " + place, e);
    }
  }

  /** Ends the import. */
  void remove() {
    try {
      Files.deleteIfExists(place);
    } catch (IOException e) {
      throw OmenException.io("remove " + place, e);
    }
  }
}
