package io.omendb.core.commit;

import io.omendb.Schema;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.core.record.RowCodec;

/** Reads log records one by one, for checks that go on behind a damaged one. Immutable. */
public final class LogInspector {
  private final RowCodec codec;

  /** An inspector of the log of a collection with this schema. */
  public LogInspector(Schema schema) {
    this.codec = new RowCodec(schema);
  }

  /**
   * Decodes a record, every value of it, as recovery would.
   *
   * @return its number of commits, the first of which is that of the key
   * @throws io.omendb.CorruptionException naming the record
   */
  public int commits(byte[] key, byte[] record) {
    return CommitRecord.read(StorageKeys.number(key), record, codec).size();
  }

  /**
   * Decodes a record of request ids.
   *
   * @throws io.omendb.CorruptionException naming the record
   */
  public static void checkRequests(byte[] key, byte[] record) {
    RequestLog.read(key, record);
  }
}
