package io.omendb.server.cli;

import java.io.OutputStream;
import java.util.List;

/**
 * What {@code bin/omen} runs once per build to learn which classes the short commands need, so that
 * the JVM keeps them ready. Ends with 1 where a command failed. Does without the Vector API: the
 * JVM that keeps the classes links them before any module could be loaded.
 */
final class StartTraining {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("create", "cities", "--schema", "name utf8, position vector<float32>[3]"),
          List.of("put", "cities", "1", "{\"name\":\"Geneva\",\"position\":[0.69,0.07,0.72]}"),
          List.of("put", "cities", "2", "{\"name\":\"Bern\",\"position\":[0.68,0.09,0.73]}"),
          List.of("flush"),
          List.of("collections"),
          List.of("get", "cities", "1"),
          List.of("get", "cities", "1", "2", "--json"),
          List.of("count", "cities", "--json"),
          List.of("scan", "cities", "-o", "csv"),
          List.of("knn", "cities", "--vector", "[0.7,0.1,0.7]", "--json"),
          List.of("delete", "cities", "2"),
          List.of("merge"),
          List.of("stats", "--json"),
          List.of("help"));

  private StartTraining() {}

  /**
   * Runs the commands.
   *
   * @param args an empty directory for the database
   */
  public static void main(String[] args) {
    for (List<String> command : COMMANDS) {
      int code =
          OmenCli.run(command(args[0], command), OutputStream.nullOutputStream(), System.err);
      if (code != ExitCode.DONE) {
        System.exit(code);
      }
    }
  }

  private static String[] command(String directory, List<String> words) {
    String[] args = new String[words.size() + 2];
    args[0] = "--db";
    args[1] = directory;
    for (int i = 0; i < words.size(); i++) {
      args[i + 2] = words.get(i);
    }
    return args;
  }
}
