package io.omendb.benchmarks.kernels;

import io.omendb.benchmarks.peers.ForkedJvm;
import io.omendb.benchmarks.peers.JvmFork;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the kernels for one metric and dimension in a JVM of its own, so that what was compiled
 * for another dimension is not used.
 */
public final class KernelFork {
  private static final long BASE_HEAP_BYTES = 512L << 20;

  private KernelFork() {}

  /**
   * Runs a task.
   *
   * @param notes receives a line per step
   * @return the fields of each result
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INTERNAL} with what the process said
   *     last
   */
  public static List<Map<String, @Nullable Object>> run(KernelTask task, Consumer<String> notes) {
    return new JvmFork(
            task.name(),
            KernelFork.class,
            task.words(),
            task.directory(),
            BASE_HEAP_BYTES + 2 * task.bytes(), // JVector's rows, and room to move them
            task.results())
        .run(notes);
  }

  /** The process; its arguments are {@link KernelTask#words}. */
  public static void main(String[] arguments) {
    ForkedJvm.endWithParent();
    KernelTask task = KernelTask.parse(arguments);
    new KernelRun(task, System.out::println)
        .run()
        .forEach(fields -> ForkedJvm.append(task.results(), fields));
  }
}
