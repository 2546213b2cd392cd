package io.omendb;

import java.util.List;

/**
 * What a backup holds.
 *
 * @param collections the collections by name, each with its last commit in the backup
 * @param files blobs that were written: segments and their indexes
 * @param sizeInBytes bytes of these
 */
public record BackupSummary(List<CollectionSeq> collections, long files, long sizeInBytes) {
  /**
   * A collection in a backup.
   *
   * @param name the collection
   * @param seq its last commit in the backup: all up to it are there and none after it
   */
  public record CollectionSeq(String name, long seq) {}

  public BackupSummary {
    collections = List.copyOf(collections);
  }
}
