package io.omendb.graph.lucene;

import io.omendb.spi.vector.VectorIndexEngine;
import io.omendb.spi.vector.VectorIndexProvider;

/** Provides {@code lucene}. */
public final class LuceneProvider implements VectorIndexProvider {
  static final String NAME = "lucene";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public VectorIndexEngine create() {
    return new LuceneEngine();
  }
}
