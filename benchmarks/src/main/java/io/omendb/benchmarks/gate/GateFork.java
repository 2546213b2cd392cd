package io.omendb.benchmarks.gate;

import io.omendb.benchmarks.peers.ForkedJvm;
import io.omendb.benchmarks.peers.JvmFork;
import io.omendb.benchmarks.rounds.RoundTimer;
import io.omendb.benchmarks.rounds.Spread;
import io.omendb.benchmarks.rounds.VectorKernels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures one ratio in a JVM of its own, so that no other path's types and garbage are in it. Both
 * ways run by turns in short rounds of the thread's processor time: whatever slows the machine down
 * slows both.
 */
public final class GateFork {
  private static final long HEAP_BYTES = 1L << 30;
  private static final int ROUNDS = 21;
  private static final int WARM_UPS = 4;
  private static final long WARM_UP_NANOS = 150_000_000;
  private static final long ROUND_NANOS = 30_000_000;

  private GateFork() {}

  /**
   * Runs it.
   *
   * @param directory an empty one, for files
   * @param notes receives a line per step
   * @return {@code ratio}, the median of how many times as fast the path is as the plain one,
   *     {@code spread}, {@code nanos} and {@code plainNanos}
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INTERNAL} with what the process said
   *     last
   */
  public static Map<String, @Nullable Object> run(
      GatePath path, Path directory, Consumer<String> notes) {
    Path results = directory.resolve("results.jsonl");
    return new JvmFork(
            path.text(),
            GateFork.class,
            List.of(path.text(), directory.toString(), results.toString()),
            directory,
            HEAP_BYTES,
            results)
        .run(notes)
        .getFirst();
  }

  /** {@code NAME DIRECTORY RESULTS}. */
  public static void main(String[] arguments) {
    ForkedJvm.endWithParent();
    GatePath path = GatePath.parse(arguments[0]);
    try (PathPair pair = path.open(Path.of(arguments[1]))) {
      VectorKernels.awaitCompiled();
      ForkedJvm.append(Path.of(arguments[2]), measure(pair));
    }
  }

  private static Map<String, @Nullable Object> measure(PathPair pair) {
    RoundTimer timer = new RoundTimer();
    for (int i = 0; i < WARM_UPS; i++) {
      timer.warmUp(pair.plain(), WARM_UP_NANOS);
      timer.warmUp(pair.path(), WARM_UP_NANOS);
    }
    int plainOperations = timer.warmUp(pair.plain(), ROUND_NANOS);
    int pathOperations = timer.warmUp(pair.path(), ROUND_NANOS);
    double[] ratios = new double[ROUNDS];
    double[] plainNanos = new double[ROUNDS];
    double[] pathNanos = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      boolean plainFirst = round % 2 == 0;
      if (plainFirst) {
        plainNanos[round] = timer.nanosPerOperation(pair.plain(), plainOperations);
      }
      pathNanos[round] = timer.nanosPerOperation(pair.path(), pathOperations);
      if (!plainFirst) {
        plainNanos[round] = timer.nanosPerOperation(pair.plain(), plainOperations);
      }
      ratios[round] = plainNanos[round] / pathNanos[round];
    }
    Spread ratio = Spread.of(ratios);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ratio", ratio.median());
    fields.put("spread", ratio.relative());
    fields.put("nanos", Spread.of(pathNanos).median());
    fields.put("plainNanos", Spread.of(plainNanos).median());
    return fields;
  }
}
