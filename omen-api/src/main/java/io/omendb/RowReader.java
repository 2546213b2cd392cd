package io.omendb;

import io.omendb.predicate.Predicate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be read from a collection, or from a {@link View} of it. Safe for concurrent use. */
public interface RowReader {
  /** The columns. */
  Schema schema();

  /** The row under a key. */
  Optional<Row> get(long key);

  /** The row under a key, and which commit wrote it. */
  Optional<VersionedRow> getVersioned(long key);

  /**
   * The rows under these keys, in the order asked, missing ones left out.
   *
   * @param keys at most {@link Limits#MAX_GET_KEYS}; repeated keys give repeated rows
   */
  List<Row> getAll(long... keys);

  /** Starts a scan; the caller closes the cursor. */
  RowCursor scan(ScanSpec spec);

  /**
   * Starts a scan whose rows come as Arrow record batches; the caller closes the cursor.
   *
   * @throws OmenException as {@link #scan(ScanSpec)}
   */
  ArrowCursor scanArrow(ScanSpec spec);

  /** Builds a scan. */
  default ScanQuery scan() {
    return new ScanQuery(this);
  }

  /** Runs a search. */
  NearestResult nearest(NearestSpec spec);

  /**
   * Runs searches. Many that differ only in their vectors are faster together than one by one.
   *
   * @param specs at most {@link Limits#MAX_SEARCHES}
   * @return the results in the order of the searches
   */
  List<NearestResult> nearestAll(List<NearestSpec> specs);

  /**
   * How many of the true nearest rows searches find: runs each once as it is and once {@link
   * SearchMode#EXACT}, and counts the hits that are as near as the exact ones.
   *
   * @return hits that are as near as the farthest exact one, as a fraction of the exact hits, over
   *     all searches; 1 where there are none
   */
  default double measureRecall(List<NearestSpec> specs) {
    return RecallMeasure.of(this, specs);
  }

  /**
   * Builds a search.
   *
   * @param column a vector column
   * @param vector as many elements as the column's dimension; not copied
   */
  default NearestQuery nearest(String column, float[] vector) {
    return new NearestQuery(this, column, vector);
  }

  /** Builds a search on the schema's only vector column. */
  default NearestQuery nearest(float[] vector) {
    return new NearestQuery(this, null, vector);
  }

  /**
   * Performs a {@link #get} step by step and says what it did. Its lookups are repeated to time
   * them, and count in {@link CollectionStats} like others.
   */
  GetPlan explainGet(long key);

  /**
   * Runs a search and says what it did.
   *
   * @throws OmenException as {@link #nearest(NearestSpec)}
   */
  NearestPlan explainNearest(NearestSpec spec);

  /**
   * Number of rows with keys in the range for which a predicate is true.
   *
   * @param where null for all; then only keys are read
   * @throws OmenException as {@link Predicate#check}
   */
  long count(KeyRange keys, @Nullable Predicate where);

  /** Number of rows with keys in the range; reads keys only. */
  default long count(KeyRange keys) {
    return count(keys, null);
  }

  /** Number of rows for which a predicate is true. */
  default long count(Predicate where) {
    return count(KeyRange.ALL, where);
  }

  /** Number of rows. */
  default long count() {
    return count(KeyRange.ALL);
  }
}
