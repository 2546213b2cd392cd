package io.omendb.testkit.keys;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Shapes of sorted keys that indexes are tested and measured with. */
public enum DataSet {
  /** Dense ids. */
  SEQUENTIAL {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      Arrays.setAll(keys, i -> 1_000L + i);
    }
  },
  /** Dense ids of which about one in eight was deleted. */
  WITH_HOLES {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      ascend(keys, 1, () -> random.nextInt(8) == 0 ? 2 : 1);
    }
  },
  /** Hashes: uniform over half of all longs, positive and negative. */
  UNIFORM {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      Arrays.setAll(keys, i -> random.nextLong() >> 1);
    }
  },
  /** Skewed sizes: exp of a normal variable with standard deviation 2. */
  LOGNORMAL {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      Arrays.setAll(keys, i -> (long) (1e9 * Math.exp(2 * random.nextGaussian())));
    }
  },
  /** Clusters of about a thousand keys at random places, each with a density of its own. */
  CLUSTERED {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      int position = 0;
      while (position < keys.length) {
        int count = Math.min(keys.length - position, random.nextInt(1, 2_001));
        long start = random.nextLong() >>> 4;
        long width = 1L << random.nextInt(11, 40);
        for (int i = 0; i < count; i++) {
          keys[position++] = start + random.nextLong(width);
        }
      }
    }
  },
  /** Events at random times, one a millisecond on average, in microseconds since 1970. */
  EPOCH_MICROS {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      ascend(keys, 1_735_689_600_000_000L, () -> (long) (1e3 * random.nextExponential()));
    }
  },
  /** Bursts of events in nanoseconds since 1970: mostly a microsecond apart, at times a second. */
  EPOCH_NANOS {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      ascend(
          keys,
          1_735_689_600_000_000_000L,
          () -> (long) ((random.nextInt(200) == 0 ? 1e9 : 1e3) * random.nextExponential()));
    }
  },
  /** Dense ids and one far away: what breaks a single line through all keys. */
  ONE_OUTLIER {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      Arrays.setAll(keys, i -> i);
      if (keys.length > 0) {
        keys[keys.length - 1] = Long.MAX_VALUE / 2;
      }
    }
  },
  /** Runs of one to a thousand equal keys. */
  DUPLICATES {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      long key = -5_000;
      int position = 0;
      while (position < keys.length) {
        int end = Math.min(keys.length, position + (1 << random.nextInt(11)));
        Arrays.fill(keys, position, end, key);
        position = end;
        key += random.nextLong(1, 1_000);
      }
    }
  },
  /** One key only, many times. */
  ALL_EQUAL {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      Arrays.fill(keys, -7L);
    }
  },
  /** Keys near {@code Long.MIN_VALUE}, 0 and {@code Long.MAX_VALUE}, which are among them. */
  EXTREMES {
    @Override
    void fill(long[] keys, SplittableRandom random) {
      Arrays.setAll(
          keys,
          i -> {
            long near = random.nextLong(1 + keys.length);
            return switch (random.nextInt(4)) {
              case 0 -> Long.MIN_VALUE + near;
              case 1 -> Long.MAX_VALUE - near;
              case 2 -> near - keys.length / 2;
              default -> random.nextLong();
            };
          });
      if (keys.length > 1) {
        keys[0] = Long.MIN_VALUE;
        keys[1] = Long.MAX_VALUE;
      }
    }
  };

  /** So many keys in ascending order; the same for the same seed. */
  public long[] generate(int count, long seed) {
    long[] keys = new long[count];
    fill(keys, new SplittableRandom(seed));
    Arrays.parallelSort(keys);
    return keys;
  }

  /** Puts the keys, in any order. */
  abstract void fill(long[] keys, SplittableRandom random);

  private static void ascend(long[] keys, long start, LongSupplier gap) {
    long key = start;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key;
      key += gap.getAsLong();
    }
  }
}
