package io.omendb.index.pieces;

import io.omendb.index.search.KeyWindow;
import io.omendb.index.search.SortedKeys;

/**
 * Finds a piece by a piecewise linear model over the first keys of the pieces, whose own pieces are
 * found in the same way, and so on up: the recursion of the PGM-index. Each level has at least
 * twice fewer pieces than the one below, because a line passes any two points.
 */
final class RecursiveLocator {
  private static final int EPSILON = 8;

  private final SortedKeys firstKeys;
  private final KeyWindow window;
  private final PieceTable model;

  RecursiveLocator(long[] table, int pieces) {
    long[] keys = new long[pieces];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = table[i * PieceTable.LONGS];
    }
    this.firstKeys = SortedKeys.of(keys);
    this.window = new KeyWindow(firstKeys, EPSILON);
    this.model = new PieceTrainer(firstKeys, EPSILON).train();
  }

  int piece(long key) {
    int expected = model.position(model.piece(key), key);
    int position = window.lowerBound(key, window.start(key, expected));
    boolean first = position < firstKeys.size() && firstKeys.key(position) == key;
    return first ? position : position - 1;
  }

  long sizeInBytes() {
    return (long) firstKeys.size() * Long.BYTES + model.sizeInBytes();
  }

  String name() {
    return "a model of " + model.size() + " pieces and " + model.locatorName();
  }
}
