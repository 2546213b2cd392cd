package io.omendb.core.manifest;

import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;
import io.omendb.core.segment.SegmentInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments of a collection and the last commit they cover. Immutable.
 *
 * @param number grows by one with every manifest of the collection
 * @param flushedSeq commits up to here are in the segments, later ones in the log
 * @param nextSegment number for the name of the next segment, never used before
 * @param segments newest first: of two that hold versions of one key the earlier in the list wins
 */
public record Manifest(long number, long flushedSeq, long nextSegment, List<SegmentInfo> segments) {
  /** The manifest of a collection without segments. */
  public static final Manifest EMPTY = new Manifest(0, 0, 1, List.of());

  private static final int SMALLEST_SEGMENT = 4 + 5 * Long.BYTES + 3 * Integer.BYTES;

  public Manifest {
    segments = List.copyOf(segments);
  }

  byte[] toBytes() {
    RecordWriter out = new RecordWriter();
    out.putLong(number).putLong(flushedSeq).putLong(nextSegment).putInt(segments.size());
    for (SegmentInfo segment : segments) {
      out.putString(segment.name())
          .putInt(segment.rows())
          .putLong(segment.sizeInBytes())
          .putInt(segment.crc32c())
          .putLong(segment.minKey())
          .putLong(segment.maxKey())
          .putLong(segment.minSeq())
          .putLong(segment.maxSeq())
          .putInt(segment.deletedRows());
    }
    return Envelope.wrap(Envelope.Kind.MANIFEST, out.toBytes());
  }

  /**
   * Reads a record.
   *
   * @param name what it is, for errors
   * @throws io.omendb.CorruptionException naming the record
   */
  public static Manifest parse(String name, byte[] record) {
    RecordReader in = Envelope.unwrap(Envelope.Kind.MANIFEST, name, record);
    long number = in.getLong();
    long flushedSeq = in.getLong();
    long nextSegment = in.getLong();
    int count = in.getCount(SMALLEST_SEGMENT);
    List<SegmentInfo> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(
          new SegmentInfo(
              in.getString(),
              in.getInt(),
              in.getLong(),
              in.getInt(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getInt()));
    }
    return new Manifest(number, flushedSeq, nextSegment, segments);
  }
}
