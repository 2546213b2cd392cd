package io.omendb.index.format;

/**
 * Layout of a stored index. All integers are little-endian.
 *
 * <pre>
 *   0        8         12          16              40             48             56
 *   +--------+---------+-----------+---------------+--------------+--------------+-------+--------+
 *   | magic  | version | key count | engine name   | smallest key | greatest key | model | CRC32C |
 *   | 8      | int32   | int32     | 24, 0 padded  | int64        | int64        |       | int32  |
 *   +--------+---------+-----------+---------------+--------------+--------------+-------+--------+
 * </pre>
 *
 * <p>The checksum covers every byte before it. It is looked at before the version, so that a
 * damaged version is not taken for a newer one; magic, version, engine name and checksum therefore
 * keep their places in every version to come. The keys' count and extremes tie an index to its keys
 * and are 0 where there are none. The model is the engine's own part:
 *
 * <pre>
 *   auto     engine chosen: bytes, reason: bytes, index of that engine: bytes
 *   binary   nothing
 *   btree    errors
 *   linear   errors, lines (1)
 *   pgm      errors, pieces
 *   rmi      errors, root: kind int32, slope float64, intercept float64, lines (1 or more)
 *
 *   bytes    length int32, int8[length]
 *   errors   greatest int32, mean float64, count int32, keys by distance int64[count]
 *   lines    count int32, 4 int64 each, see {@link io.omendb.index.model.LineTable}
 *   pieces   count int32, 2 int64 each and 2 more, see {@link io.omendb.index.pieces.PieceTable}
 * </pre>
 */
final class IndexDescriptor {
  /** "OMENINDX" as it stands in the file. */
  static final long MAGIC = 0x58444E494E454D4FL;

  /** The version this build writes, and the newest it reads. */
  static final int VERSION = 1;

  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = 8;
  static final int KEY_COUNT_OFFSET = 12;
  static final int ENGINE_OFFSET = 16;
  static final int ENGINE_BYTES = 24;
  static final int MINIMUM_OFFSET = 40;
  static final int MAXIMUM_OFFSET = 48;
  static final int MODEL_OFFSET = 56;
  static final int CHECKSUM_BYTES = 4;

  private IndexDescriptor() {}
}
