package io.omendb.core.commit;

import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.record.RecordWriter;
import io.omendb.core.record.RowCodec;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A batch that passed every check: keys, and the operations in the form of the log. Made by the
 * calling thread, so that the pipeline has little to do. Immutable.
 */
final class PreparedBatch {
  /** A batch without operations. */
  static final PreparedBatch EMPTY = ofLog(new long[0], new boolean[0], new byte[0], new int[0]);

  private final long[] keys;
  private final boolean[] deleted;
  private final byte[] encoded;

  /** By operation, where it ends in the encoded form. */
  private final int[] ends;

  private final List<WriteBatch.Condition> conditions;
  private final @Nullable UUID requestId;
  private final int checksum;

  private PreparedBatch(
      long[] keys,
      boolean[] deleted,
      byte[] encoded,
      int[] ends,
      List<WriteBatch.Condition> conditions,
      @Nullable UUID requestId) {
    this.keys = keys;
    this.deleted = deleted;
    this.encoded = encoded;
    this.ends = ends;
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
    int[] ends = new int[size];
    RecordWriter out = new RecordWriter();
    List<WriteBatch.Operation> operations = batch.operations();
    for (int i = 0; i < size; i++) {
      WriteBatch.Operation operation = operations.get(i);
      keys[i] = operation.key();
      switch (operation) {
        case WriteBatch.Put put -> {
          @Nullable Object[] values = schema.bind(put.row());
          out.putByte(CommitRecord.PUT).putLong(keys[i]);
          codec.write(out, values);
        }
        case WriteBatch.Delete delete -> {
          deleted[i] = true;
          out.putByte(CommitRecord.DELETE).putLong(keys[i]);
        }
      }
      ends[i] = out.size();
      if (out.size() > Limits.MAX_BATCH_BYTES) {
        throw tooLarge("more than " + Limits.MAX_BATCH_BYTES + " bytes, the limit");
      }
    }
    return new PreparedBatch(
        keys, deleted, out.toBytes(), ends, List.copyOf(batch.conditions()), batch.requestId());
  }

  /**
   * A batch read back from the log.
   *
   * @param ends by operation, where it ends in the encoded form
   */
  static PreparedBatch ofLog(long[] keys, boolean[] deleted, byte[] encoded, int[] ends) {
    return new PreparedBatch(keys, deleted, encoded, ends, List.of(), null);
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
    int end = 0;
    for (int i = 0; i < keys.length; i++) {
      int values = end + CommitRecord.BYTES_BEFORE_VALUES;
      end = ends[i];
      if (deleted[i]) {
        memTable.delete(keys[i], seq);
      } else {
        memTable.put(keys[i], seq, encoded, values, end - values);
      }
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
