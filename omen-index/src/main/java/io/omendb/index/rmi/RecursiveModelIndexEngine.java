package io.omendb.index.rmi;

import io.omendb.index.format.IndexReader;
import io.omendb.index.model.ErrorProfile;
import io.omendb.index.model.KeyScale;
import io.omendb.index.model.LineFitter;
import io.omendb.index.model.LineTable;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.LearnedIndex;
import java.lang.foreign.MemorySegment;

/** Trains and loads {@link RecursiveModelIndex}es. Training is five passes over the keys. */
final class RecursiveModelIndexEngine implements IndexEngine {
  static final String NAME = "rmi";

  /** Aim of the size of a leaf: its window is then a few cache lines on smooth keys. */
  private static final int KEYS_PER_LEAF = 64;

  /** 1 MiB of lines: beyond that they would drop out of a level 2 cache and cost a miss more. */
  private static final int MAX_LEAVES = 1 << 15;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LearnedIndex train(MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys).requireAscending();
    KeyScale scale = KeyScale.of(sorted);
    int leaves = Math.clamp(sorted.size() / KEYS_PER_LEAF, 1, MAX_LEAVES);
    RootModel root = new RootTrainer(sorted, scale, leaves).train();
    return new RecursiveModelIndex(sorted, root, fitLeaves(sorted, scale, root));
  }

  private static LineTable fitLeaves(SortedKeys keys, KeyScale scale, RootModel root) {
    LineTable lines = new LineTable(root.leaves());
    LineFitter fitter = new LineFitter(keys, scale);
    int from = 0;
    for (int leaf = 0; leaf < root.leaves(); leaf++) {
      int to = from;
      while (to < keys.size() && root.leaf(scale.offset(keys.key(to))) == leaf) {
        to++;
      }
      fitter.fit(lines, leaf, from, to);
      from = to;
    }
    return lines;
  }

  @Override
  public LearnedIndex load(byte[] bytes, MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys);
    IndexReader in = new IndexReader(bytes, NAME, sorted);
    ErrorProfile errors = ErrorProfile.read(in, sorted.size());
    RootModel root = RootModel.read(in);
    LineTable lines = LineTable.read(in, 1, MAX_LEAVES, sorted.size());
    in.finish();
    return new RecursiveModelIndex(sorted, root.withLeaves(lines.size()), lines, errors);
  }
}
