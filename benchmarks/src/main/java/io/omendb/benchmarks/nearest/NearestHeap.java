package io.omendb.benchmarks.nearest;

/** The k nearest rows so far: a heap with the farthest of them on top. For one thread. */
final class NearestHeap {
  private final int[] rows;
  private final float[] distances;
  private int size;

  NearestHeap(int k) {
    rows = new int[k];
    distances = new float[k];
  }

  /** What a distance must not pass; infinite until there are k rows. */
  float bound() {
    return size < rows.length ? Float.POSITIVE_INFINITY : distances[0];
  }

  /** Takes a row where it is nearer than the farthest, or there are fewer than k. */
  void offer(int row, float distance) {
    if (size < rows.length) {
      int place = size++;
      while (place > 0 && distances[(place - 1) / 2] < distance) {
        move((place - 1) / 2, place);
        place = (place - 1) / 2;
      }
      put(place, row, distance);
    } else if (distance < distances[0]) {
      sink(row, distance);
    }
  }

  /** Hands over the rows, nearest first; none are left. */
  void drainTo(Answer answer) {
    int count = size;
    int[] farthestFirst = new int[count];
    for (int i = 0; i < count; i++) {
      farthestFirst[i] = rows[0];
      size--;
      if (size > 0) {
        sink(rows[size], distances[size]);
      }
    }
    for (int i = count - 1; i >= 0; i--) {
      answer.add(farthestFirst[i]);
    }
  }

  private void sink(int row, float distance) {
    int place = 0;
    for (int child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && distances[child + 1] > distances[child]) {
        child++;
      }
      if (distances[child] <= distance) {
        break;
      }
      move(child, place);
      place = child;
    }
    put(place, row, distance);
  }

  private void move(int from, int to) {
    put(to, rows[from], distances[from]);
  }

  private void put(int place, int row, float distance) {
    rows[place] = row;
    distances[place] = distance;
  }
}
