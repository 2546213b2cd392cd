package io.omendb.benchmarks.ycsb;

import io.omendb.OmenException;
import io.omendb.benchmarks.overload.ServedDatabase;
import io.omendb.benchmarks.peers.ForkedJvm;
import io.omendb.benchmarks.peers.JvmFork;
import io.omendb.benchmarks.peers.PeerFork;
import io.omendb.benchmarks.peers.PeerSetup;
import io.omendb.benchmarks.service.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a task in a JVM of its own; a server runs in another process beside it. */
public final class YcsbFork {
  private static final long CLIENT_HEAP_BYTES = 1L << 30;

  /** As {@code bin/omen serve} has it. */
  private static final String SERVER_HEAP = "-XX:MaxRAMPercentage=50";

  private YcsbFork() {}

  /**
   * Runs a task.
   *
   * @param notes receives a line per step
   * @return the fields of each result
   * @throws OmenException {@link io.omendb.ErrorCode#INTERNAL} with what the process said last, for
   *     instance that an answer was wrong
   */
  public static List<Map<String, @Nullable Object>> run(YcsbTask task, Consumer<String> notes) {
    PeerSetup setup = new PeerSetup(task.data(), task.rows(), task.valueBytes());
    return switch (task.system()) {
      case OMENDB_SERVER -> {
        try (ServedDatabase server =
            ServedDatabase.start(task.directory(), List.of(), SERVER_HEAP)) {
          yield clients(task.at(server.url()), CLIENT_HEAP_BYTES, notes);
        }
      }
      case POSTGRESQL -> {
        try (PostgresDatabase server = PostgresDatabase.start(setup.cacheBytes())) {
          yield clients(task.at(server.url()), CLIENT_HEAP_BYTES, notes);
        }
      }
      case OMENDB, ROCKSDB, LMDB, SQLITE, MVSTORE, MAPDB ->
          clients(task, PeerFork.heapBytes(setup), notes);
    };
  }

  private static List<Map<String, @Nullable Object>> clients(
      YcsbTask task, long heapBytes, Consumer<String> notes) {
    return new JvmFork(
            task.system().text(),
            YcsbFork.class,
            List.of(task.write()),
            task.directory(),
            heapBytes,
            task.results())
        .run(notes);
  }

  /** The process; its argument is what {@link YcsbTask#write} wrote. */
  public static void main(String[] arguments) {
    ForkedJvm.endWithParent();
    YcsbTask task = YcsbTask.read(arguments[0]);
    try {
      Files.createDirectories(task.data());
    } catch (IOException e) {
      throw OmenException.io("Cannot make " + task.data(), e);
    }
    new YcsbRun(
            task,
            () -> YcsbStore.open(task),
            fields -> ForkedJvm.append(task.results(), fields),
            System.out::println)
        .run();
  }
}
