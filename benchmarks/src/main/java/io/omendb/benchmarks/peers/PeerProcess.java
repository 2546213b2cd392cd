package io.omendb.benchmarks.peers;

import io.omendb.server.cli.values.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process that {@link PeerFork} starts for one store. Notes go to standard output, a line each;
 * results to a file, a line of JSON each. It ends when its standard input does, so that it does not
 * outlive whoever started it.
 */
public final class PeerProcess {
  private PeerProcess() {}

  /** What {@link #arguments} made of a plan. */
  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("parent-watch").start(PeerProcess::endWithParent);
    Path results = Path.of(arguments[6]);
    new PeerRun(plan(arguments), fields -> append(results, fields), System.out::println).run();
  }

  /** The arguments of the process. */
  static List<String> arguments(PeerPlan plan, Path results) {
    List<String> arguments = new ArrayList<>();
    arguments.add(plan.system().text());
    arguments.add(Integer.toString(plan.rows()));
    arguments.add(Integer.toString(plan.valueBytes()));
    arguments.add(String.join(",", plan.operations().stream().map(Operation::text).toList()));
    arguments.add(Long.toString(plan.nanos()));
    arguments.add(plan.directory().toString());
    arguments.add(results.toString());
    return arguments;
  }

  private static PeerPlan plan(String[] arguments) {
    return new PeerPlan(
        PeerSystem.parse(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        Operation.parse(List.of(arguments[3].split(",", -1))),
        Long.parseLong(arguments[4]),
        Path.of(arguments[5]));
  }

  private static void append(Path results, Map<String, @Nullable Object> fields) {
    try {
      Files.writeString(
          results,
          JsonWriter.write(fields) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent writes nothing.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(1);
  }
}
