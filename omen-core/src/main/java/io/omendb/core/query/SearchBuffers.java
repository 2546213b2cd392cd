package io.omendb.core.query;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Arrays that searches use again, since zeroing fresh ones costs as much as scanning the rows. As
 * many are kept as there are processors, each of 14 bytes for every row of the largest segment
 * searched.
 */
final class SearchBuffers {
  private static final BlockingQueue<SearchBuffers> IDLE =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  short[] sums = new short[0];
  int[] rows = new int[0];
  int[] products = new int[0];
  float[] distances = new float[0];

  private SearchBuffers() {}

  /** Buffers for the calling thread alone, until it gives them back. */
  static SearchBuffers take() {
    SearchBuffers idle = IDLE.poll();
    return idle == null ? new SearchBuffers() : idle;
  }

  /** They may be somebody else's from now on. */
  void giveBack() {
    IDLE.offer(this); // Where there is no room they are garbage.
  }

  /** Makes room for so many rows; what the arrays held is lost. */
  void ensure(int count) {
    if (sums.length < count) {
      sums = new short[count];
      rows = new int[count];
      products = new int[count];
      distances = new float[count];
    }
  }
}
