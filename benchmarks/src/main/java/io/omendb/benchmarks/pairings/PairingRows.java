package io.omendb.benchmarks.pairings;

import io.omendb.Row;
import io.omendb.benchmarks.peers.RowValues;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.vectors.VectorDistribution;
import java.util.Arrays;

/**
 * The rows that every pairing holds, in key order, and what to search for. Immutable.
 *
 * @param keys ascending, each once
 * @param values of the keys
 * @param vectors one for each key
 * @param queries vectors to search for
 */
record PairingRows(long[] keys, RowValues values, float[][] vectors, float[][] queries) {
  static final String VALUE = "value";
  static final String VECTOR = "v";
  static final int DIMENSION = 32;

  private static final int VALUE_BYTES = 100;
  private static final int QUERIES = 32;
  private static final long SEED = 42;

  /** About so many rows under random keys. */
  static PairingRows of(int rows) {
    long[] keys = DataSet.UNIFORM.generate(rows, SEED);
    Arrays.sort(keys);
    keys = Arrays.stream(keys).distinct().toArray();
    return new PairingRows(
        keys,
        RowValues.of(VALUE_BYTES, SEED),
        vectors(keys.length, SEED),
        vectors(QUERIES, SEED + 1));
  }

  private static float[][] vectors(int count, long seed) {
    float[] all = VectorDistribution.UNIFORM.rows(count, DIMENSION, seed);
    float[][] vectors = new float[count][];
    Arrays.setAll(vectors, i -> Arrays.copyOfRange(all, i * DIMENSION, (i + 1) * DIMENSION));
    return vectors;
  }

  static String schema() {
    return VALUE + " binary, " + VECTOR + " vector<float32>[" + DIMENSION + ", l2]";
  }

  int size() {
    return keys.length;
  }

  /** The i-th row. */
  Row row(int i) {
    return Row.of(keys[i]).with(VALUE, values.of(keys[i])).with(VECTOR, vectors[i]);
  }
}
