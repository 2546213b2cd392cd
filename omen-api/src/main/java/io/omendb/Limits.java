package io.omendb;

/** Hard upper bounds of one database; every one is checked at the boundary with a clear error. */
public final class Limits {
  /** Columns of one schema, the key not counted. */
  public static final int MAX_COLUMNS = 512;

  /** Length of a collection or column name. */
  public static final int MAX_NAME_LENGTH = 63;

  /** Elements of one vector. */
  public static final int MAX_DIMENSION = 16_384;

  /** Bytes of one utf8 or binary value. */
  public static final int MAX_VALUE_BYTES = 16 << 20;

  /** Puts and deletes of one batch. */
  public static final int MAX_BATCH_OPERATIONS = 100_000;

  /** Encoded bytes of one batch. */
  public static final int MAX_BATCH_BYTES = 64 << 20;

  /** Commits of a collection with the id of a request, the last of which it knows. */
  public static final int REMEMBERED_REQUESTS = 100_000;

  /** Neighbours of one search. */
  public static final int MAX_K = 100_000;

  /** Searches of one call. */
  public static final int MAX_SEARCHES = 10_000;

  /** Keys of one multi-get. */
  public static final int MAX_GET_KEYS = 100_000;

  /** Characters of a predicate's text. */
  public static final int MAX_PREDICATE_LENGTH = 1 << 18;

  /** Terms of one predicate: comparisons, and the ANDs, ORs and NOTs over them. */
  public static final int MAX_PREDICATE_TERMS = 1_000;

  /** How deep the terms of a predicate may be nested. */
  public static final int MAX_PREDICATE_DEPTH = 64;

  /** Values of one IN. */
  public static final int MAX_IN_LITERALS = 10_000;

  private Limits() {}
}
