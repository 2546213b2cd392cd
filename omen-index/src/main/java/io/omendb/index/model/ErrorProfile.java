package io.omendb.index.model;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.index.format.IndexReader;
import io.omendb.index.format.IndexWriter;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * How far predictions are from the truth, over every key.
 *
 * @param maxError greatest distance between predicted and true position
 * @param meanError mean distance
 * @param histogram keys by distance: element 0 counts distance 0, element i distances in [2^(i-1),
 *     2^i)
 */
public record ErrorProfile(int maxError, double meanError, List<Long> histogram) {
  private static final int MAX_BUCKETS = 32;

  public ErrorProfile {
    histogram = List.copyOf(histogram);
  }

  /**
   * Asks a finished model for every key, through the code that answers lookups, so that its bounds
   * are not only computed but seen to hold.
   */
  public static ErrorProfile measure(SortedKeys keys, LongFunction<Prediction> model) {
    Builder errors = new Builder();
    int first = 0;
    for (int i = 0; i < keys.size(); i++) {
      long key = keys.key(i);
      if (key != keys.key(first)) {
        first = i;
      }
      Prediction prediction = model.apply(key);
      if (!prediction.contains(first)) {
        throw new OmenException(
            ErrorCode.INTERNAL,
            "key " + key + " at " + first + " is outside its predicted bounds, " + prediction);
      }
      errors.add(Math.abs(first - prediction.position()));
    }
    return errors.build();
  }

  /** The profile of a model that is right about every key. */
  public static ErrorProfile exact(int keys) {
    Builder errors = new Builder();
    errors.add(0, keys);
    return errors.build();
  }

  /** Collects distances. Belongs to one thread. */
  public static final class Builder {
    private final long[] buckets = new long[MAX_BUCKETS];
    private int maxError;
    private long sum;
    private long keys;

    /** Adds the distance of one key, 0 or more. */
    public void add(int distance) {
      add(distance, 1);
    }

    /** Adds the distance that a number of keys have. */
    public void add(int distance, int count) {
      if (count > 0) {
        maxError = Math.max(maxError, distance);
        sum += (long) distance * count;
        keys += count;
        buckets[bucket(distance)] += count;
      }
    }

    /** The profile of the distances added. */
    public ErrorProfile build() {
      List<Long> histogram = new ArrayList<>();
      for (int i = 0; keys > 0 && i <= bucket(maxError); i++) {
        histogram.add(buckets[i]);
      }
      return new ErrorProfile(maxError, keys == 0 ? 0 : (double) sum / keys, histogram);
    }
  }

  private static int bucket(int distance) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(distance);
  }

  /** The figures of an index with such errors. */
  public IndexStats toStats(String engine, int keys, long sizeInBytes, long fallbacks) {
    return new IndexStats(
        engine, engine, "", true, keys, sizeInBytes, maxError, meanError, histogram, fallbacks);
  }

  /** The figures of an index without a model that says where it expects a key all the same. */
  public IndexStats toSearchStats(String engine, int keys, long sizeInBytes) {
    return new IndexStats(
        engine, engine, "", false, keys, sizeInBytes, maxError, meanError, List.of(), 0);
  }

  /** Bytes that {@link #write} writes. */
  public int writtenBytes() {
    return 2 * Integer.BYTES + Double.BYTES + histogram.size() * Long.BYTES;
  }

  /** Writes the profile. */
  public void write(IndexWriter out) {
    out.putInt(maxError);
    out.putDouble(meanError);
    out.putInt(histogram.size());
    histogram.forEach(out::putLong);
  }

  /** Reads the profile of a model over so many keys. */
  public static ErrorProfile read(IndexReader in, int keys) {
    int maxError = in.getInt("greatest error", 0, Math.max(0, keys));
    double meanError = in.getDouble();
    if (!(meanError >= 0 && meanError <= maxError)) {
      throw in.corrupt("mean error " + meanError + " is not in 0.." + maxError);
    }
    int buckets = in.getInt("size of the error histogram", 0, MAX_BUCKETS);
    List<Long> histogram = new ArrayList<>(buckets);
    long sum = 0;
    for (int i = 0; i < buckets; i++) {
      long count = in.getLong();
      if (count < 0 || count > keys - sum) {
        throw in.corrupt("the error histogram counts more than " + keys + " keys");
      }
      histogram.add(count);
      sum += count;
    }
    if (sum != keys) {
      throw in.corrupt("the error histogram counts " + sum + " of " + keys + " keys");
    }
    return new ErrorProfile(maxError, meanError, histogram);
  }
}
