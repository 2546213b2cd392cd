package io.omendb.benchmarks.ycsb;

import io.omendb.OmenException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Which rows are asked for. */
public enum Distribution {
  /** Few rows very often, which lie anywhere: the hash of a {@link Zipfian} number. */
  ZIPFIAN {
    @Override
    Chooser chooser(long loaded, InsertedRows inserted, boolean grows) {
      Zipfian ranks = new Zipfian(SCRAMBLED_ITEMS);
      // Room for inserts, so that they do not change which rows are asked for often.
      long space = grows ? loaded + loaded / 10 + 1 : loaded;
      return random -> {
        long number;
        do {
          number = Fnv.hash(ranks.next(random)) % space;
        } while (number > inserted.last());
        return number;
      };
    }
  },
  /** The rows inserted last most often. */
  LATEST {
    @Override
    Chooser chooser(long loaded, InsertedRows inserted, boolean grows) {
      return new Chooser() {
        private long items = loaded;
        private Zipfian ages = new Zipfian(loaded);

        @Override
        public long next(SplittableRandom random) {
          long last = inserted.last();
          if (last + 1 != items) {
            items = last + 1;
            ages = new Zipfian(items);
          }
          return last - ages.next(random);
        }
      };
    }
  },
  /** Every row that was loaded as often as any other. */
  UNIFORM {
    @Override
    Chooser chooser(long loaded, InsertedRows inserted, boolean grows) {
      return random -> random.nextLong(loaded);
    }
  };

  /** Chooses rows, for one thread. */
  interface Chooser {
    /** The number of a row that is there. */
    long next(SplittableRandom random);
  }

  /**
   * Ranks before they are scattered, as many as the paper has and YCSB 0.17: the hash makes rows of
   * them, and the first rank comes once in 26.5 times, whatever the number of rows.
   */
  private static final long SCRAMBLED_ITEMS = 10_000_000_000L;

  /**
   * Chooses among rows.
   *
   * @param loaded rows that were there at first
   * @param inserted which there are by now
   * @param grows whether rows are inserted meanwhile
   */
  abstract Chooser chooser(long loaded, InsertedRows inserted, boolean grows);

  /** The name in results and on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names, in order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Distribution::text).toList();
  }

  /**
   * The distribution of a name.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing those there are
   */
  public static Distribution parse(String name) {
    return Arrays.stream(values())
        .filter(distribution -> distribution.text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            OmenException.invalid(
                "distribution",
                "No distribution named '" + name + "'",
                "take one of " + String.join(", ", names())));
  }
}
