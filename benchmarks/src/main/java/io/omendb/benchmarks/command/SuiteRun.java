package io.omendb.benchmarks.command;

import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.PicocliException;

/**
 * One suite of {@code bench all}: its command runs in this process with what it prints held back,
 * and its results take the place of those that were there, once it has ended well.
 */
final class SuiteRun {
  /**
   * What became of a suite.
   *
   * @param command what repeats it
   * @param files results that it kept
   * @param seconds how long it took
   * @param error why it failed; null where it did not
   */
  record Outcome(String suite, String command, int files, double seconds, @Nullable String error) {
    /** For JSON. */
    Map<String, @Nullable Object> fields() {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("suite", suite);
      fields.put("ok", error == null);
      fields.put("files", files);
      fields.put("seconds", seconds);
      fields.put("error", error);
      fields.put("command", command);
      return fields;
    }
  }

  private final CommandContext context;
  private final ProgressNotes notes;

  /**
   * @param context of the whole
   * @param notes receives what the suite says about its progress
   */
  SuiteRun(CommandContext context, ProgressNotes notes) {
    this.context = context;
    this.notes = notes;
  }

  /**
   * Runs a suite; a failure is part of the outcome.
   *
   * @param scratch an empty directory
   * @param results where its results are kept in the end
   */
  Outcome run(BenchSuite suite, Effort effort, Path scratch, Path results) {
    long start = System.nanoTime();
    String command = "bin/omen bench " + String.join(" ", suite.command(effort));
    String error = null;
    int files = 0;
    try {
      call(suite, effort, scratch);
      files = move(scratch, results.resolve(suite.directory()));
      if (files == 0) {
        error = "it kept no results";
      }
    } catch (OmenException | PicocliException e) {
      error = String.valueOf(e.getMessage());
    } catch (Exception e) { // Whatever a suite throws, the others are still to run.
      error = e.toString();
    }
    return new Outcome(suite.name(), command, files, (System.nanoTime() - start) / 1e9, error);
  }

  private void call(BenchSuite suite, Effort effort, Path scratch) throws Exception {
    List<String> words = new ArrayList<>(suite.command(effort));
    words.addAll(List.of("--save", scratch.toString()));
    try (ProgressStream progress = new ProgressStream(notes)) {
      Console console = new Console(OutputStream.nullOutputStream(), progress, Terminal.NONE);
      console.format(OutputFormat.JSON);
      ParseResult parsed =
          new CommandLine(BenchCommand.spec(new Quiet(context, console)))
              .parseArgs(words.toArray(String[]::new));
      Object callable = parsed.subcommand().commandSpec().userObject();
      Object code = ((Callable<?>) callable).call();
      if (!Integer.valueOf(0).equals(code)) {
        throw new OmenException(ErrorCode.INTERNAL, "it ended with exit code " + code);
      }
    }
  }

  private record Quiet(CommandContext outer, Console console) implements CommandContext {
    @Override
    public DatabaseOptions databaseOptions() {
      return outer.databaseOptions();
    }

    @Override
    public String commit() {
      return outer.commit();
    }
  }

  /** Returns how many files there were. */
  private static int move(Path from, Path to) {
    try (Stream<Path> list = Files.list(from)) {
      List<Path> files = list.filter(file -> file.toString().endsWith(".json")).toList();
      Files.createDirectories(to);
      for (Path file : files) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      return files.size();
    } catch (IOException e) {
      throw OmenException.io("Cannot keep results in " + to, e);
    }
  }
}
