package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What needs no database: help, usage errors, what is not in this release. */
final class OmenCliTest {
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "serve",
          "create",
          "drop",
          "collections",
          "put",
          "get",
          "delete",
          "count",
          "scan",
          "knn",
          "recall",
          "import",
          "export",
          "flush",
          "merge",
          "stats",
          "explain",
          "verify",
          "repair",
          "backup",
          "config",
          "doctor",
          "completion",
          "help",
          "advise",
          "bench");

  private final Omen omen = new Omen();

  @Test
  void help_listsTheCommandsInOrder() {
    String out = omen.run("help").done().out();
    List<String> listed =
        out.substring(out.indexOf("Commands:"))
            .lines()
            .skip(1)
            .filter(line -> line.matches("  \\w.*"))
            .map(line -> line.strip().replaceFirst(" .*", ""))
            .toList();
    assertEquals(COMMANDS, listed);
    assertEquals(out, omen.run("--help").done().out());
  }

  @Test
  void help_ofEveryCommand_describesItAndTheGlobalOptions() {
    for (String command : COMMANDS) {
      String out = omen.run("help", command).done().out();
      assertTrue(out.startsWith("Usage: omen " + command), out);
      assertTrue(out.contains("--debug"), out);
    }
  }

  @Test
  void help_ofACommandOfACommand_describesIt() {
    String out = omen.run("help", "explain", "knn").done().out();
    assertTrue(out.startsWith("Usage: omen explain knn"), out);
    assertTrue(out.contains("--vector") && out.contains("--debug"), out);
    assertEquals(out, omen.run("explain", "knn", "--help").done().out());
    omen.run("help", "explain", "fly")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: No command named 'explain fly' (see 'omen --help')");
  }

  @Test
  void explainNothing_isWrongUsage() {
    omen.run("explain")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: Missing what to explain: get or knn (see 'omen explain"
                + " --help')");
  }

  @Test
  void help_ofNoCommand_isWrongUsage() {
    omen.run("help", "fly")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: No command named 'fly' (see 'omen --help')");
  }

  @Test
  void version_namesTheCommit() {
    String out = omen.run("--version").done().out();
    assertTrue(out.matches("omen \\S+ \\(commit \\S+\\)\n"), out);
  }

  @Test
  void noCommand_isWrongUsage() {
    omen.run()
        .failed(
            ExitCode.WRONG_USAGE, "error: INVALID_ARGUMENT: Missing command (see 'omen --help')");
  }

  @Test
  void unknownCommand_isWrongUsage() {
    omen.run("fly")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: No command named 'fly' ('omen help' lists the commands)");
  }

  @Test
  void unknownOption_isWrongUsage() {
    omen.run("count", "cities", "--fast")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: Unknown option: '--fast' (see 'omen count --help')");
  }

  @Test
  void keyThatIsNone_isWrongUsage() {
    Omen.Answer answer = omen.run("get", "cities", "9223372036854775808");
    assertEquals(ExitCode.WRONG_USAGE, answer.code());
    assertTrue(answer.err().contains("'9223372036854775808' is not a key"), answer.err());
    assertEquals(1, answer.err().lines().count());
  }

  @Test
  void wherePredicateThatIsNone_namesThePlace() {
    for (String command : List.of("count", "scan")) {
      omen.run(command, "cities", "--where", "population >")
          .failed(
              ExitCode.WRONG_USAGE,
              "error: INVALID_ARGUMENT: Expected a value: a number, a text in single quotes, true or"
                  + " false at position 13, found the end");
    }
  }

  @Test
  void searchMode_thatIsNone_namesThose() {
    omen.run("knn", "cities", "--vector", "[1]", "--mode", "psychic")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: No search mode named 'psychic' (use auto, exact, fast or"
                + " graph)");
  }

  @Test
  void knn_kOutOfBounds_namesTheBound() {
    omen.run("knn", "cities", "--vector", "[1]", "-k", "0")
        .failed(ExitCode.WRONG_USAGE, "error: INVALID_ARGUMENT: k is 0, must be in 1..100000");
  }

  @Test
  void http_isNotInThisRelease() {
    omen.run("serve", "--http", "127.0.0.1:7618")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: UNSUPPORTED: HTTP is not in this release (leave out --http; gRPC listens at"
                + " --listen)");
  }

  @Test
  void filesOfOtherFormats_areNotInThisRelease() {
    omen.run("import", "cities", "x.parquet")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: UNSUPPORTED: .parquet files are not in this release (convert it to .arrow, for"
                + " instance with pyarrow)");
    assertEquals(ExitCode.WRONG_USAGE, omen.run("export", "cities", "x.npy").code());
    assertEquals(ExitCode.WRONG_USAGE, omen.run("import", "cities", "x.txt").code());
  }

  @Test
  void reversedRange_isWrongUsage() {
    omen.run("scan", "cities", "--from", "5", "--to", "-5")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: The key range is reversed: from 5 to -5 (swap from and to)");
  }

  @Test
  void bench_withoutTheBenchmarks_saysWhereTheyAre() {
    for (String command : List.of("bench", "advise")) {
      Omen.Answer answer = omen.run(command, "index", "--engine", "all");
      assertEquals(ExitCode.WRONG_USAGE, answer.code());
      assertTrue(answer.err().startsWith("error: UNSUPPORTED: "), answer.err());
      assertTrue(answer.err().contains("bin/omen " + command), answer.err());
    }
  }

  @Test
  void debug_showsWhereAnErrorComesFrom() {
    Omen.Answer answer = omen.run("--debug", "serve", "--http", "x");
    assertTrue(answer.err().contains("at io.omendb.server.cli.ServeCommand.run"), answer.err());
    assertTrue(answer.err().lines().toList().getLast().startsWith("error: UNSUPPORTED: "));
  }
}
