package io.omendb.index.rmi;

import io.omendb.index.format.IndexReader;
import io.omendb.index.format.IndexWriter;

/**
 * The upper level: shares key offsets out to leaves by a line over the offset or over its
 * logarithm. Ascends with the offset, so every leaf has a run of neighbouring keys. Immutable.
 *
 * @param kind what the line is over
 * @param slope leaves per unit of the line's input, 0 or more
 * @param intercept leaf at input 0
 * @param leaves number of leaves
 */
record RootModel(Kind kind, double slope, double intercept, int leaves) {
  static final int WRITTEN_BYTES = Integer.BYTES + 2 * Double.BYTES;

  /** What the line is over. */
  enum Kind {
    /** The offset. */
    LINEAR(1),
    /**
     * The bits of the offset as a double, which grow by one exponent with every doubling and
     * linearly in between: a logarithm that costs nothing. For keys whose density falls with their
     * size.
     */
    LOGARITHMIC(2);

    /** Stands in files. */
    private final int id;

    Kind(int id) {
      this.id = id;
    }

    double input(long offset) {
      double linear = (double) offset;
      return this == LINEAR ? linear : (double) Double.doubleToRawLongBits(linear);
    }
  }

  /** The leaf of an offset. */
  int leaf(long offset) {
    return Math.max(0, Math.min((int) (slope * kind.input(offset) + intercept), leaves - 1));
  }

  void write(IndexWriter out) {
    out.putInt(kind.id);
    out.putDouble(slope);
    out.putDouble(intercept);
  }

  /** Reads a root over so many leaves, which come after it; {@link #withLeaves} sets them. */
  static RootModel read(IndexReader in) {
    int id = in.getInt("kind of root", Kind.LINEAR.id, Kind.LOGARITHMIC.id);
    double slope = in.getDouble();
    double intercept = in.getDouble();
    if (!(slope >= 0 && slope < Double.POSITIVE_INFINITY && Double.isFinite(intercept))) {
      throw in.corrupt("root of slope " + slope + " and intercept " + intercept);
    }
    return new RootModel(
        id == Kind.LINEAR.id ? Kind.LINEAR : Kind.LOGARITHMIC, slope, intercept, 1);
  }

  RootModel withLeaves(int count) {
    return new RootModel(kind, slope, intercept, count);
  }
}
