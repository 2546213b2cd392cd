package io.omendb.compute.vector;

/** The sums that pass a threshold, at least as many as are wanted where there are so many. */
final class GreatestSums {
  private final short[] sums;
  private final int[] passed;

  GreatestSums(short[] sums, int count, int least, int passing) {
    this.sums = sums;
    this.passed = new int[passing];
    SumKernel.collect(sums, count, least, passed);
  }

  /** The greatest of them, of equal ones the first; ascending positions. */
  int select(int wanted, int[] positions) {
    if (passed.length <= wanted) {
      System.arraycopy(passed, 0, positions, 0, passed.length);
      return passed.length;
    }
    int high = 0;
    int low = Short.MAX_VALUE;
    for (int position : passed) {
      high = Math.max(high, sums[position]);
      low = Math.min(low, sums[position]);
    }
    int[] histogram = new int[high - low + 1];
    for (int position : passed) {
      histogram[sums[position] - low]++;
    }
    int least = high + 1;
    int above = 0;
    while (above + histogram[least - 1 - low] <= wanted) {
      above += histogram[--least - low];
    }
    int ties = wanted - above; // Of the sum just below.
    int selected = 0;
    for (int position : passed) {
      if (sums[position] >= least || (sums[position] == least - 1 && ties-- > 0)) {
        positions[selected++] = position;
      }
    }
    return selected;
  }
}
