package io.omendb.benchmarks.nearest;

import com.sun.management.OperatingSystemMXBean;
import io.omendb.benchmarks.peers.ForkedJvm;
import io.omendb.benchmarks.peers.JvmFork;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures one system in one mode, in a JVM of its own. */
public final class NearestFork {
  private static final long BASE_HEAP_BYTES = 1L << 30;
  private static final int HEAP_FOR_DATA = 3;
  private static final double MOST_OF_MEMORY = 0.5;

  private NearestFork() {}

  /**
   * Runs a task.
   *
   * @param dataBytes bytes of the rows, which say how large the heap must be
   * @param notes receives a line per step
   * @return the fields of each result
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INTERNAL} with what the process said
   *     last
   */
  public static List<Map<String, @Nullable Object>> run(
      NearestTask task, long dataBytes, Consumer<String> notes) {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long heapBytes =
        Math.min(BASE_HEAP_BYTES + HEAP_FOR_DATA * dataBytes, (long) (memory * MOST_OF_MEMORY));
    return new JvmFork(
            task.name(),
            NearestFork.class,
            List.of(task.write()),
            task.directory(),
            heapBytes,
            task.results())
        .run(notes);
  }

  /** The process; its argument is what {@link NearestTask#write} wrote. */
  public static void main(String[] arguments) {
    ForkedJvm.endWithParent();
    NearestTask task = NearestTask.read(arguments[0]);
    new NearestRun(task, fields -> ForkedJvm.append(task.results(), fields), System.out::println)
        .run();
  }
}
