package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Cancellation;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.WriteBatch;
import io.omendb.predicate.Predicate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every long read asks often whether it is wanted, and asks no more once it is not: what would come
 * after is not done.
 */
class CancellationTest {
  private static final int ROWS = 20_000;
  private static final int DIMENSION = 8;
  private static final Predicate NEVER = Predicate.parse("size < 0");

  private final Database database = Database.open("memory:");
  private final Collection rows =
      database.createCollection(
          "rows", Schema.parse("size int64, v vector<float32>[" + DIMENSION + "]"));

  @BeforeEach
  void fill() {
    Random random = new Random(3);
    for (int from = 0; from < ROWS; from += 5_000) {
      WriteBatch batch = new WriteBatch();
      for (int key = from; key < from + 5_000; key++) {
        batch.put(Row.of(key).with("size", (long) key).with("v", vector(random)));
      }
      rows.write(batch);
    }
    rows.flush();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A way to read, and the least number of times that it must ask over all rows. */
  enum Read {
    SCAN(15) {
      @Override
      void run(Collection rows) {
        rows.scan().forEach(row -> {});
      }
    },
    SCAN_WITHOUT_A_MATCH(15) {
      @Override
      void run(Collection rows) {
        rows.scan().where(NEVER).forEach(row -> {});
      }
    },
    COUNT_WHERE(15) {
      @Override
      void run(Collection rows) {
        rows.count(KeyRange.ALL, NEVER);
      }
    },
    COUNT_MERGED(15) {
      @Override
      void run(Collection rows) {
        rows.delete(7);
        rows.count();
      }
    },
    MULTI_GET(15) {
      @Override
      void run(Collection rows) {
        rows.getAll(LongStream.range(0, ROWS).toArray());
      }
    },
    NEAREST_IN_MEMORY(4) {
      @Override
      void run(Collection rows) {
        WriteBatch batch = new WriteBatch();
        for (int key = 0; key < 5_000; key++) {
          batch.put(Row.of(ROWS + key).with("v", vector(new Random(key))));
        }
        rows.write(batch);
        rows.nearest(spec(SearchMode.FAST));
      }
    },
    NEAREST_EXACT(2) {
      @Override
      void run(Collection rows) {
        rows.nearest(spec(SearchMode.EXACT));
      }
    },
    NEAREST_FAST(2) {
      @Override
      void run(Collection rows) {
        rows.nearest(spec(SearchMode.FAST));
      }
    },
    NEAREST_WHERE(15) {
      @Override
      void run(Collection rows) {
        rows.nearest("v", vector(new Random(1))).where("size > 5").run();
      }
    },
    NEAREST_MANY(30) {
      @Override
      void run(Collection rows) {
        rows.nearestAll(IntStream.range(0, 300).mapToObj(i -> spec(SearchMode.EXACT)).toList());
      }
    };

    private final int leastChecks;

    Read(int leastChecks) {
      this.leastChecks = leastChecks;
    }

    abstract void run(Collection rows);
  }

  @ParameterizedTest
  @EnumSource
  void read_thatIsGivenUp_endsAtOnce(Read read) {
    AtomicInteger asked = new AtomicInteger();
    Cancellation.run(() -> asked.incrementAndGet() < 0, () -> read.run(rows));
    int all = asked.get();
    assertTrue(all >= read.leastChecks, read + " asks " + all + " times");
    for (int last : List.of(1, all / 2 + 1, all)) {
      asked.set(0);
      OmenException error =
          assertThrows(
              OmenException.class,
              () -> Cancellation.run(() -> asked.incrementAndGet() >= last, () -> read.run(rows)));
      assertEquals(ErrorCode.CANCELLED, error.code());
      assertEquals(last, asked.get(), "nothing was done after the last look");
    }
    read.run(rows); // what was given up has left nothing behind
  }

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static NearestSpec spec(SearchMode mode) {
    return new NearestSpec("v", vector(new Random(1)), 10, KeyRange.ALL, null, mode, null);
  }
}
