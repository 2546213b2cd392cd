package io.omendb.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures one store in a JVM of its own. */
public final class PeerFork {
  private static final long BASE_HEAP_BYTES = 1L << 30;
  private static final double MOST_OF_MEMORY = 0.5;

  private PeerFork() {}

  /**
   * Runs a plan.
   *
   * @param notes receives a line per step
   * @return the fields of each result
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INTERNAL} with what the process said
   *     last
   */
  public static List<Map<String, @Nullable Object>> run(PeerPlan plan, Consumer<String> notes) {
    Path results = plan.directory().resolve("results.jsonl");
    return new JvmFork(
            plan.system().text(),
            PeerProcess.class,
            PeerProcess.arguments(plan, results),
            plan.directory(),
            heapBytes(new PeerSetup(plan.directory(), plan.rows(), plan.valueBytes())),
            results)
        .run(notes);
  }

  /** The same for every store: room for a cache of all rows as objects, and as much again. */
  public static long heapBytes(PeerSetup setup) {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return Math.min(BASE_HEAP_BYTES + 3 * setup.dataBytes(), (long) (memory * MOST_OF_MEMORY));
  }
}
