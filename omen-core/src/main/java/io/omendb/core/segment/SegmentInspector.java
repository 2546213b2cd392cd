package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Reads a segment completely and compares all of it with what the manifest says and with what
 * readers rely on: checksum, Arrow structure, order of the rows, bounds and counts, every value.
 * Goes on behind a problem as far as that is safe. For one thread.
 */
public final class SegmentInspector {
  /** So that a file of garbage does not fill the report; the rest is counted. */
  private static final int MAX_PROBLEMS_OF_A_COLUMN = 3;

  private final SegmentInfo info;
  private final Schema schema;
  private final Problems problems;
  private boolean sound = true;

  private SegmentInspector(SegmentInfo info, Schema schema, Problems problems) {
    this.info = info;
    this.schema = schema;
    this.problems = problems;
  }

  /**
   * Inspects a segment and, where it is sound, its sidecars; a sidecar of what is damaged has
   * nothing to be compared with.
   *
   * @param ofSegment is told what is wrong with the segment itself
   * @param ofSidecar is told what is wrong with its index or its codes, which can be made again
   * @param rowsDone is told now and then how many more rows were read
   * @return whether the segment itself is sound
   */
  public static boolean inspect(
      StorageEngine storage,
      SegmentInfo info,
      Schema schema,
      Problems ofSegment,
      Problems ofSidecar,
      LongConsumer rowsDone) {
    SegmentInspector inspector = new SegmentInspector(info, schema, ofSegment);
    try (Blob blob = NativeBlob.of(storage.openBlob(info.name()))) {
      inspector.checksum(blob.content());
      try (SegmentReader reader = SegmentReader.openUnverified(storage, info, schema)) {
        inspector.rows(reader, new SegmentFile(info.name(), blob.content(), schema, reader.rows()));
        rowsDone.accept(reader.rows());
        if (inspector.sound) {
          SidecarInspector.inspect(storage, info.name(), reader.keys(), ofSidecar);
          VectorSidecarInspector.inspect(storage, reader, schema, ofSidecar);
        }
      }
    } catch (CorruptionException e) {
      inspector.problem(e);
    } catch (OmenException e) {
      if (inspector.sound || e.code() != ErrorCode.UNSUPPORTED_FORMAT) {
        throw e; // a newer build knows what this is
      }
      inspector.problem(-1, e.what());
    }
    return inspector.sound;
  }

  private void problem(CorruptionException e) {
    sound = false;
    problems.add(e);
  }

  private void problem(long offset, String what) {
    sound = false;
    problems.add(info.name(), offset, what);
  }

  private void checksum(MemorySegment content) {
    try {
      SegmentChecksum.verify(content, info);
    } catch (CorruptionException e) {
      problem(e);
    }
  }

  private void rows(SegmentReader reader, SegmentFile file) {
    order(reader);
    bounds(reader);
    for (String name : SegmentDescriptor.OWN_COLUMNS) {
      file.nextNode(name, reader.rows());
    }
    for (int column = 0; column < schema.size(); column++) {
      values(reader, column, file);
    }
  }

  /** Keys ascend, and of one key the seqs descend. */
  private void order(SegmentReader reader) {
    for (int row = 1; row < reader.rows(); row++) {
      long before = reader.key(row - 1);
      long key = reader.key(row);
      if (key < before || (key == before && reader.seq(row) >= reader.seq(row - 1))) {
        problem(
            reader.offsetOfKey(row),
            "row %d, key %d and seq %d, stands behind key %d and seq %d"
                .formatted(row, key, reader.seq(row), before, reader.seq(row - 1)));
        return;
      }
    }
  }

  private void bounds(SegmentReader reader) {
    long minKey = Long.MAX_VALUE;
    long maxKey = Long.MIN_VALUE;
    long minSeq = Long.MAX_VALUE;
    long maxSeq = Long.MIN_VALUE;
    int deleted = 0;
    for (int row = 0; row < reader.rows(); row++) {
      minKey = Math.min(minKey, reader.key(row));
      maxKey = Math.max(maxKey, reader.key(row));
      minSeq = Math.min(minSeq, reader.seq(row));
      maxSeq = Math.max(maxSeq, reader.seq(row));
      deleted += reader.deletedInFile(row) ? 1 : 0;
    }
    compare("least key", minKey, info.minKey());
    compare("greatest key", maxKey, info.maxKey());
    compare("least seq", minSeq, info.minSeq());
    compare("greatest seq", maxSeq, info.maxSeq());
    compare("number of deleted rows", deleted, info.deletedRows());
  }

  private void compare(String what, long found, long stated) {
    if (found != stated) {
      problem(-1, "the " + what + " is " + found + ", the manifest says " + stated);
    }
  }

  private void values(SegmentReader reader, int ordinal, SegmentFile file) {
    Column column = schema.columns().get(ordinal);
    long statedNulls = file.nextNode(column.name(), reader.rows());
    if (column.type() instanceof VectorType vector) {
      file.nextNode(column.name(), (long) reader.rows() * vector.dimension());
    }
    long nulls = 0;
    int found = 0;
    for (int row = 0; row < reader.rows(); row++) {
      try {
        boolean isNull = reader.isNull(row, ordinal);
        nulls += isNull ? 1 : 0;
        value(reader, row, ordinal, column, isNull);
      } catch (CorruptionException e) {
        sound = false;
        if (found < MAX_PROBLEMS_OF_A_COLUMN) {
          problems.add(e);
        }
        found++;
      }
    }
    if (found > MAX_PROBLEMS_OF_A_COLUMN) {
      problem(-1, "column '" + column.name() + "' has " + found + " values that cannot be read");
    }
    if (nulls != statedNulls) {
      problem(
          -1, "column '%s' has %d nulls, it says %d".formatted(column.name(), nulls, statedNulls));
    }
  }

  private void value(SegmentReader reader, int row, int ordinal, Column column, boolean isNull) {
    if (reader.deletedInFile(row)) {
      if (!isNull) {
        throw corrupt(row, column, "has a value though the row is deleted");
      }
      return;
    }
    if (isNull) {
      if (!column.nullable()) {
        throw corrupt(row, column, "is null though the column is not null");
      }
      return;
    }
    if (column.type() == ScalarType.UTF8) {
      utf8(reader, row, ordinal, column);
    } else {
      reader.value(row, ordinal);
    }
  }

  /** Reading text replaces what is not UTF-8; here that is an error. */
  private void utf8(SegmentReader reader, int row, int ordinal, Column column) {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    try {
      strict.decode(ByteBuffer.wrap(reader.bytes(row, ordinal)));
    } catch (CharacterCodingException e) {
      throw corrupt(row, column, "is not UTF-8");
    }
  }

  private CorruptionException corrupt(int row, Column column, String what) {
    return new CorruptionException(
        info.name(), -1, "column '" + column.name() + "' of row " + row + " " + what);
  }
}
