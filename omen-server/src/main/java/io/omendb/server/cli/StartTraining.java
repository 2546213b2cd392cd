package io.omendb.server.cli;

import io.omendb.Database;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

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
          List.of("explain", "get", "cities", "1"),
          List.of("explain", "knn", "cities", "--vector", "[0.7,0.1,0.7]"),
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
    VectorModule.leaveOut();
    COMMANDS.forEach(command -> run("--db", args[0], command));
    ServerSettings settings = ServerSettings.of(Map.of(ServerKey.LISTEN, "127.0.0.1:0"));
    try (Database database = Database.open("memory:");
        OmenServer server = OmenServer.start(database, settings)) {
      String url = "127.0.0.1:" + server.port();
      COMMANDS.forEach(command -> run("--url", url, command));
    }
  }

  private static void run(String option, String place, List<String> command) {
    String[] args = arguments(option, place, command);
    int code = OmenCli.run(args, OutputStream.nullOutputStream(), System.err);
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }

  private static String[] arguments(String option, String place, List<String> words) {
    String[] args = new String[words.size() + 2];
    args[0] = option;
    args[1] = place;
    for (int i = 0; i < words.size(); i++) {
      args[i + 2] = words.get(i);
    }
    return args;
  }
}
