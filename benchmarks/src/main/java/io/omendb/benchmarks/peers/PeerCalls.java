package io.omendb.benchmarks.peers;

import io.omendb.testkit.keys.Probes;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The calls that are timed: each draws fresh keys for a round and checks what it gets. */
final class PeerCalls {
  private static final int REMEMBERED = 1_000;

  private final long[] keys;
  private final RowValues values;
  private final SplittableRandom random;
  private final long[] lastWritten = new long[REMEMBERED];
  private long remembered;
  private long written;
  private long counted;

  /** Whatever reads return goes here, so that the compiler cannot drop them. */
  volatile long sink;

  /**
   * @param keys those of the rows that the store was filled with, ascending
   */
  PeerCalls(long[] keys, RowValues values, long seed) {
    this.keys = keys;
    this.values = values;
    this.random = new SplittableRandom(seed);
  }

  /** Number of rows in the store. */
  long rows() {
    return keys.length + written;
  }

  /** Notes that others wrote so many rows. */
  void written(long rows) {
    written += rows;
  }

  CallTimer.Calls get(Peer peer) {
    return new CallTimer.Calls() {
      private long[] sought = {};

      @Override
      public void prepare(int count) {
        sought = Probes.present(keys, count, random.nextLong());
      }

      @Override
      public void call(int i) {
        byte[] value = peer.get(sought[i]);
        if (value == null) {
          throw new PeerException("get lost key " + sought[i]);
        }
        sink = value[0];
      }
    };
  }

  CallTimer.Calls getAbsent(Peer peer) {
    return new CallTimer.Calls() {
      private long[] sought = {};

      @Override
      public void prepare(int count) {
        sought = Probes.absent(keys, count, random.nextLong());
        if (sought.length < count) {
          throw new PeerException("There are no keys to look for in vain");
        }
      }

      @Override
      public void call(int i) {
        if (peer.get(sought[i]) != null) {
          throw new PeerException("get found key " + sought[i] + ", which was not written");
        }
      }
    };
  }

  CallTimer.Calls getAll(Peer peer, int rows) {
    return new CallTimer.Calls() {
      private long[][] sought = {};

      @Override
      public void prepare(int count) {
        sought = new long[count][];
        Arrays.setAll(sought, i -> distinctPresent(Math.min(rows, keys.length)));
      }

      @Override
      public void call(int i) {
        counted = 0;
        peer.getAll(sought[i], PeerCalls.this::count);
        requireCount("multi_get", sought[i].length);
      }
    };
  }

  private long[] distinctPresent(int count) {
    long[] drawn = Probes.present(keys, count, random.nextLong());
    long[] distinct = Arrays.stream(drawn).distinct().toArray();
    int known = distinct.length;
    long[] all = Arrays.copyOf(distinct, count);
    while (known < count) { // with few rows only
      long key = keys[random.nextInt(keys.length)];
      int end = known;
      if (Arrays.stream(all, 0, end).noneMatch(other -> other == key)) {
        all[known++] = key;
      }
    }
    return all;
  }

  CallTimer.Calls scan(Peer peer, int rows) {
    int limit = Math.min(rows, keys.length);
    long[] starts = Arrays.copyOf(keys, keys.length - limit + 1);
    return new CallTimer.Calls() {
      private long[] from = {};

      @Override
      public void prepare(int count) {
        from = Probes.present(starts, count, random.nextLong());
      }

      @Override
      public void call(int i) {
        counted = 0;
        peer.scan(from[i], limit, PeerCalls.this::count);
        requireCount("scan", limit);
      }
    };
  }

  CallTimer.Calls scanFull(Peer peer) {
    return new CallTimer.Calls() {
      @Override
      public void prepare(int count) {}

      @Override
      public void call(int i) {
        counted = 0;
        peer.scan(Long.MIN_VALUE, Long.MAX_VALUE, PeerCalls.this::count);
        requireCount("scan_full", rows());
      }
    };
  }

  private void count(long key, byte[] value) {
    counted++;
    sink = key ^ value[0];
  }

  private void requireCount(String operation, long rows) {
    if (counted != rows) {
      throw new PeerException(operation + " gave " + counted + " rows, there are " + rows);
    }
  }

  CallTimer.Calls put(Peer peer) {
    return new CallTimer.Calls() {
      private long[] fresh = {};

      @Override
      public void prepare(int count) {
        fresh = freshKeys(count);
      }

      @Override
      public void call(int i) {
        peer.put(fresh[i], values.of(fresh[i]));
        remember(fresh[i]);
      }
    };
  }

  CallTimer.Calls write(Peer peer, int rows) {
    return new CallTimer.Calls() {
      private long[][] fresh = {};
      private byte[][][] theirValues = {};

      @Override
      public void prepare(int count) {
        fresh = new long[count][];
        theirValues = new byte[count][][];
        for (int i = 0; i < count; i++) {
          fresh[i] = freshKeys(rows);
          theirValues[i] = values.of(fresh[i]);
        }
      }

      @Override
      public void call(int i) {
        peer.write(fresh[i], theirValues[i]);
        for (long key : fresh[i]) {
          remember(key);
        }
      }
    };
  }

  private long[] freshKeys(int count) {
    return freshKeys(random, count);
  }

  /**
   * Random keys between those of the load, which are {@code DataSet.UNIFORM}. One of them is there
   * already once in 2^63 divided by the rows: never.
   */
  static long[] freshKeys(SplittableRandom random, int count) {
    long[] fresh = new long[count];
    Arrays.setAll(fresh, i -> random.nextLong() >> 1);
    return fresh;
  }

  private void remember(long key) {
    lastWritten[(int) (remembered++ % REMEMBERED)] = key;
    written++;
  }

  /** Requires that the store has the rows written last. */
  void verifyWritten(Peer peer) {
    for (int i = 0; i < Math.min(remembered, REMEMBERED); i++) {
      requireEqual(lastWritten[i], peer.get(lastWritten[i]));
    }
  }

  /** Requires that a value is that of its key. */
  void requireEqual(long key, byte @Nullable [] value) {
    if (!Arrays.equals(value, values.of(key))) {
      throw new PeerException(
          "The value under key " + key + (value == null ? " is absent" : " is another one's"));
    }
  }
}
