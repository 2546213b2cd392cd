package io.omendb.core.arrow;

/** The column and metadata names that OmenDB gives a meaning in Arrow data. They never change. */
public final class ArrowNames {
  /** The key's column: int64, not null, always the first. */
  public static final String KEY = "key";

  /** A segment's second column: the commit sequence number of a row version, int64, not null. */
  public static final String SEQ = "_seq";

  /** A segment's third column: whether a row version is a deletion, bool, not null. */
  public static final String DELETED = "_deleted";

  /** The one child of a vector column. */
  public static final String VECTOR_ITEM = "item";

  /** Schema metadata of a segment: the format version, a decimal number. */
  public static final String FORMAT = "omendb.format";

  /** The format version that this build writes, and the newest it reads. */
  public static final int FORMAT_VERSION = 1;

  /** Schema metadata of a segment: the collection's schema text. */
  public static final String SCHEMA = "omendb.schema";

  /** Field metadata of a vector column: the metric's name. */
  public static final String METRIC = "omendb.metric";

  /**
   * Field metadata, {@code true} for a column that is {@code not null}: in a segment the Arrow
   * field is nullable all the same, for a deleted row has no values.
   */
  public static final String NOT_NULL = "omendb.not_null";

  private ArrowNames() {}
}
