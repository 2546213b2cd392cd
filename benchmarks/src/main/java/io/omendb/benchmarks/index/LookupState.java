package io.omendb.benchmarks.index;

import io.omendb.benchmarks.keys.KeySource;
import io.omendb.testkit.keys.KeySegments;
import java.lang.foreign.Arena;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One system over one key set, shared by the threads of a fork. A fork has one system, so its calls
 * are as direct as those of a program that uses one engine. Engines read their keys off heap, as
 * from a mapped file, aligned to cache lines; peers keep them in their own way.
 */
@State(Scope.Benchmark)
public class LookupState {
  /**
   * Engines by name, or peers. {@code omen bench index} passes those that are present; here stand
   * those of a first release.
   */
  @Param({"linear", "rmi", "binary", "treemap", "skiplist", "binary_search", "fastutil"})
  public String system = "";

  /** Text of a {@link KeySource}. */
  @Param({
    "seq:16000", "seq:1000000", "seq:10000000",
    "holes:16000", "holes:1000000", "holes:10000000",
    "uniform:16000", "uniform:1000000", "uniform:10000000",
    "lognormal:16000", "lognormal:1000000", "lognormal:10000000",
    "timestamps:16000", "timestamps:1000000", "timestamps:10000000",
    "clustered:16000", "clustered:1000000", "clustered:10000000",
    "outlier:16000", "outlier:1000000", "outlier:10000000"
  })
  public String keySource = "";

  private final Arena arena = Arena.ofShared();
  private long[] keys = {};
  private SearchSystem lookups = new BinarySearchSystem(keys);

  /** Makes the keys and the system over them. */
  @Setup
  public void train() {
    keys = KeySource.parse(keySource).load().keys();
    lookups = SearchSystem.of(system, keys, KeySegments.offHeap(arena, keys));
  }

  /** Frees the keys. */
  @TearDown(Level.Trial)
  public void close() {
    arena.close();
  }

  /** The keys, ascending. */
  long[] keys() {
    return keys;
  }

  /** The system. */
  SearchSystem lookups() {
    return lookups;
  }
}
