package io.omendb.core.commit;

import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;
import io.omendb.core.record.RowCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * One or more commits that follow each other in the log, inside an {@link Envelope}, under the
 * sequence number of the first.
 *
 * <pre>
 *   record    = commit+
 *   commit    = seq:i64  timeMicros:i64  count:i32  length:i32  operation*
 *   operation = kind:u8 key:i64 [nullBitmap values]
 * </pre>
 */
final class CommitRecord {
  static final int PUT = 1;
  static final int DELETE = 2;

  /** Of an operation: its kind and key, which is all there is of the smallest. */
  static final int BYTES_BEFORE_VALUES = 1 + Long.BYTES;

  private CommitRecord() {}

  static byte[] write(List<LoggedCommit> commits) {
    RecordWriter out = new RecordWriter();
    for (LoggedCommit commit : commits) {
      out.putLong(commit.seq())
          .putLong(commit.timeMicros())
          .putInt(commit.batch().size())
          .putBytes(commit.batch().encoded());
    }
    return Envelope.wrap(Envelope.Kind.COMMIT, out.toBytes());
  }

  /** The batches of a record, the first of which is that of {@code firstSeq}. */
  static List<PreparedBatch> read(long firstSeq, byte[] record, RowCodec codec) {
    String name = "log record " + firstSeq;
    RecordReader in = Envelope.unwrap(Envelope.Kind.COMMIT, name, record);
    List<PreparedBatch> batches = new ArrayList<>();
    do {
      long seq = firstSeq + batches.size();
      long written = in.getLong();
      if (written != seq) {
        throw in.corrupt("it says that it is commit " + written + ", not " + seq);
      }
      in.getLong();
      batches.add(readBatch(name, in, codec));
    } while (!in.atEnd());
    return batches;
  }

  private static PreparedBatch readBatch(String name, RecordReader in, RowCodec codec) {
    int count = in.getInt();
    byte[] encoded = in.getBytes();
    RecordReader operations = new RecordReader(name, encoded);
    if (count < 0 || (long) count * BYTES_BEFORE_VALUES > encoded.length) {
      throw in.corrupt("it says that it has " + count + " operations");
    }
    long[] keys = new long[count];
    boolean[] deleted = new boolean[count];
    int[] ends = new int[count];
    for (int i = 0; i < count; i++) {
      int kind = operations.getByte();
      keys[i] = operations.getLong();
      switch (kind) {
        case PUT -> codec.read(operations);
        case DELETE -> deleted[i] = true;
        default -> throw operations.corrupt("operation kind " + kind);
      }
      ends[i] = operations.position();
    }
    return PreparedBatch.ofLog(keys, deleted, encoded, ends);
  }
}
