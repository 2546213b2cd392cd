package io.omendb.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that {@link PeerFork} starts for one store. Notes go to standard output, a line each;
 * results to a file, a line of JSON each.
 */
public final class PeerProcess {
  private PeerProcess() {}

  /** What {@link #arguments} made of a plan. */
  public static void main(String[] arguments) {
    ForkedJvm.endWithParent();
    Path results = Path.of(arguments[6]);
    new PeerRun(plan(arguments), fields -> ForkedJvm.append(results, fields), System.out::println)
        .run();
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
}
