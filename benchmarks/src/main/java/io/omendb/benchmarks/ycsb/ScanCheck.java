package io.omendb.benchmarks.ycsb;

import io.omendb.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one scan returned, and whether it may: rows in key order from where it was asked to begin,
 * no loaded row passed over, not more than asked for. For one thread, reused.
 */
final class ScanCheck implements Peer.RowConsumer {
  private final YcsbRows rows;
  private final RowVersions versions;
  private final long[] loadedKeys;
  private final List<byte[]> values = new ArrayList<>();
  private long[] keys = new long[128];

  /**
   * @param loadedKeys keys of the rows that were loaded, ascending
   */
  ScanCheck(YcsbRows rows, RowVersions versions, long[] loadedKeys) {
    this.rows = rows;
    this.versions = versions;
    this.loadedKeys = loadedKeys;
  }

  /** Forgets the scan before. */
  void begin() {
    values.clear();
  }

  @Override
  public void accept(long key, byte[] value) {
    if (values.size() == keys.length) {
      keys = Arrays.copyOf(keys, 2 * keys.length);
    }
    keys[values.size()] = key;
    values.add(value);
  }

  /** How many rows came. */
  int size() {
    return values.size();
  }

  /**
   * Requires that the scan was right.
   *
   * @param from the key it was asked to begin at
   * @param limit how many rows it was asked for at most
   * @throws WrongAnswerException naming a key
   */
  void check(long from, int limit) {
    if (values.size() > limit) {
      throw new WrongAnswerException(
          "A scan from " + from + " gave " + values.size() + " rows, at most " + limit + " asked");
    }
    int place = Arrays.binarySearch(loadedKeys, from);
    place = place < 0 ? -place - 1 : place;
    long last = from;
    for (int i = 0; i < values.size(); i++) {
      long key = keys[i];
      if (key < last || (i > 0 && key == last)) {
        throw new WrongAnswerException("A scan from " + from + " gave " + key + " behind " + last);
      }
      if (place < loadedKeys.length && loadedKeys[place] < key) {
        throw passedOver(from, loadedKeys[place]);
      }
      checkValue(key, values.get(i));
      if (place < loadedKeys.length && loadedKeys[place] == key) {
        place++;
      }
      last = key;
    }
    if (values.size() < limit && place < loadedKeys.length) {
      throw passedOver(from, loadedKeys[place]);
    }
  }

  /** Rows are not updated while others scan, so that the bounds of now are those of then. */
  private void checkValue(long key, byte[] value) {
    long version = rows.version(key, value);
    long number = YcsbRows.number(value);
    versions.check(number, version, versions.oldest(number));
  }

  private static WrongAnswerException passedOver(long from, long key) {
    return new WrongAnswerException("A scan from " + from + " passed over key " + key);
  }
}
