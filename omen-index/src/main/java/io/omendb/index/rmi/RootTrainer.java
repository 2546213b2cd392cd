package io.omendb.index.rmi;

import io.omendb.index.model.KeyScale;
import io.omendb.index.search.SortedKeys;

/**
 * Chooses the root model that shares out the keys most evenly. Looks at an even sample of the keys,
 * so it takes bounded time; how good the choice is decides only how fast lookups are.
 */
final class RootTrainer {
  private static final int SAMPLE = 1 << 15;

  private final SortedKeys keys;
  private final KeyScale scale;
  private final int leaves;
  private final int samples;

  RootTrainer(SortedKeys keys, KeyScale scale, int leaves) {
    this.keys = keys;
    this.scale = scale;
    this.leaves = leaves;
    this.samples = Math.min(keys.size(), SAMPLE);
  }

  RootModel train() {
    RootModel best = new RootModel(RootModel.Kind.LINEAR, 0, 0, leaves);
    if (leaves == 1) {
      return best;
    }
    double leastCost = cost(best);
    for (RootModel.Kind kind : RootModel.Kind.values()) {
      for (RootModel candidate : new RootModel[] {chord(kind), regression(kind)}) {
        double cost = cost(candidate);
        if (cost < leastCost) {
          leastCost = cost;
          best = candidate;
        }
      }
    }
    return best;
  }

  private int position(int sample) {
    return (int) ((long) sample * (keys.size() - 1) / Math.max(1, samples - 1));
  }

  private double input(RootModel.Kind kind, int sample) {
    return kind.input(scale.offset(keys.key(position(sample))));
  }

  /** From the first sample to the last; the first two, because the logarithm of offset 0 is far. */
  private RootModel chord(RootModel.Kind kind) {
    double first = input(kind, kind == RootModel.Kind.LINEAR ? 0 : 1);
    double span = input(kind, samples - 1) - first;
    return model(kind, leaves / span, -first * (leaves / span));
  }

  /** Least squares of leaf over input, around the means, because inputs of bits are far from 0. */
  private RootModel regression(RootModel.Kind kind) {
    double meanX = 0;
    for (int i = 0; i < samples; i++) {
      meanX += input(kind, i) / samples;
    }
    double meanY = (leaves - 1) / 2.0;
    double sumXx = 0;
    double sumXy = 0;
    for (int i = 0; i < samples; i++) {
      double x = input(kind, i) - meanX;
      sumXx += x * x;
      sumXy += x * ((double) i * leaves / samples - meanY);
    }
    double slope = sumXy / sumXx;
    return model(kind, slope, meanY - slope * meanX);
  }

  private RootModel model(RootModel.Kind kind, double slope, double intercept) {
    boolean usable = slope >= 0 && slope < Double.POSITIVE_INFINITY && Double.isFinite(intercept);
    return new RootModel(kind, usable ? slope : 0, usable ? intercept : 0, leaves);
  }

  /** Sum over the samples of the logarithm of the samples that share their leaf. */
  private double cost(RootModel root) {
    double cost = 0;
    int first = 0;
    for (int i = 1; i <= samples; i++) {
      if (i == samples || leaf(root, i) != leaf(root, first)) {
        int together = i - first;
        cost += together * Math.log(together);
        first = i;
      }
    }
    return cost;
  }

  private int leaf(RootModel root, int sample) {
    return root.leaf(scale.offset(keys.key(position(sample))));
  }
}
