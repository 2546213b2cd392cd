package io.omendb.core.commit;

import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.record.RecordWriter;
import io.omendb.core.segment.RowVersion;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A batch that passed every check: keys, canonical values that nobody else holds, and their encoded
 * form. Made by the calling thread, so that the pipeline has little to do. Immutable.
 */
final class PreparedBatch {
  /** A batch without operations. */
  static final PreparedBatch EMPTY = of(List.of(), new byte[0]);

  private final long[] keys;
  private final boolean[] deleted;
  private final @Nullable Object[][] values;
  private final byte[] encoded;
  private final List<WriteBatch.Condition> conditions;
  private final @Nullable UUID requestId;
  private final int checksum;

  private PreparedBatch(
      long[] keys,
      boolean[] deleted,
      @Nullable Object[][] values,
      byte[] encoded,
      List<WriteBatch.Condition> conditions,
      @Nullable UUID requestId) {
    this.keys = keys;
    this.deleted = deleted;
    this.values = values;
    this.encoded = encoded;
    this.conditions = conditions;
    this.requestId = requestId;
    this.checksum = requestId == null ? 0 : checksum(encoded);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /**
   * Checks and encodes a batch.
   *
   * @throws OmenException {@link ErrorCode#LIMIT_EXCEEDED}, or what {@link Schema#bind} says
   */
  static PreparedBatch of(WriteBatch batch, Schema schema, RowCodec codec) {
    int size = batch.size();
    if (size > Limits.MAX_BATCH_OPERATIONS) {
      throw tooLarge(size + " operations, the limit is " + Limits.MAX_BATCH_OPERATIONS);
    }
    if (batch.conditions().size() > Limits.MAX_BATCH_OPERATIONS) {
      throw tooLarge(
          batch.conditions().size() + " conditions, the limit is " + Limits.MAX_BATCH_OPERATIONS);
    }
    long[] keys = new long[size];
    boolean[] deleted = new boolean[size];
    @Nullable Object[][] values = new @Nullable Object[size][];
    RecordWriter out = new RecordWriter();
    List<WriteBatch.Operation> operations = batch.operations();
    for (int i = 0; i < size; i++) {
      WriteBatch.Operation operation = operations.get(i);
      keys[i] = operation.key();
      switch (operation) {
        case WriteBatch.Put put -> {
          values[i] = schema.bind(put.row());
          out.putByte(CommitRecord.PUT).putLong(keys[i]);
          codec.write(out, values[i]);
        }
        case WriteBatch.Delete delete -> {
          deleted[i] = true;
          values[i] = RowVersion.NO_VALUES;
          out.putByte(CommitRecord.DELETE).putLong(keys[i]);
        }
      }
      if (out.size() > Limits.MAX_BATCH_BYTES) {
        throw tooLarge("more than " + Limits.MAX_BATCH_BYTES + " bytes, the limit");
      }
    }
    return new PreparedBatch(
        keys, deleted, values, out.toBytes(), List.copyOf(batch.conditions()), batch.requestId());
  }

  /** A batch read back from the log. */
  static PreparedBatch of(List<RowVersion> versions, byte[] encoded) {
    int size = versions.size();
    long[] keys = new long[size];
    boolean[] deleted = new boolean[size];
    @Nullable Object[][] values = new @Nullable Object[size][];
    for (int i = 0; i < size; i++) {
      RowVersion version = versions.get(i);
      keys[i] = version.key();
      deleted[i] = version.deleted();
      values[i] = version.values();
    }
    return new PreparedBatch(keys, deleted, values, encoded, List.of(), null);
  }

  int size() {
    return keys.length;
  }

  List<WriteBatch.Condition> conditions() {
    return conditions;
  }

  /** By which it is known where it is sent again; null where it is not, and for one of the log. */
  @Nullable UUID requestId() {
    return requestId;
  }

  /** CRC-32C of the encoded operations of a batch with a request id. */
  int checksum() {
    return checksum;
  }

  /** What {@link #forEachKey} calls. */
  interface KeyVisitor {
    void visit(long key, boolean deleted);
  }

  /** Visits every operation, in order. */
  void forEachKey(KeyVisitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      visitor.visit(keys[i], deleted[i]);
    }
  }

  byte[] encoded() {
    return encoded;
  }

  /** Puts every operation into the memtable as versions of one commit. */
  void applyTo(MemTable memTable, long seq) {
    int bytesEach = keys.length == 0 ? 0 : encoded.length / keys.length;
    for (int i = 0; i < keys.length; i++) {
      memTable.add(new RowVersion(keys[i], seq, deleted[i], values[i]), bytesEach);
    }
  }

  private static OmenException tooLarge(String what) {
    return new OmenException(
        ErrorCode.LIMIT_EXCEEDED,
        "The batch has " + what,
        "batch",
        "split it into several batches",
        null);
  }
}
