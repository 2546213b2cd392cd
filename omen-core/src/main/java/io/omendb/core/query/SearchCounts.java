package io.omendb.core.query;

import io.omendb.NearestResult;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How many searches answered in which mode. Safe for concurrent use. */
public final class SearchCounts {
  private final LongAdder exact = new LongAdder();
  private final LongAdder fast = new LongAdder();
  private final LongAdder graph = new LongAdder();

  /** No searches yet. */
  public SearchCounts() {}

  NearestResult counted(NearestResult result) {
    switch (result.mode()) {
      case EXACT -> exact.increment();
      case FAST -> fast.increment();
      case GRAPH -> graph.increment();
      case AUTO -> throw new AssertionError("No search answers AUTO");
    }
    return result;
  }

  List<NearestResult> counted(List<NearestResult> results) {
    results.forEach(this::counted);
    return results;
  }

  /** Searches with a proof. */
  public long exact() {
    return exact.sum();
  }

  /** Searches by short codes. */
  public long fast() {
    return fast.sum();
  }

  /** Searches through graphs. */
  public long graph() {
    return graph.sum();
  }
}
