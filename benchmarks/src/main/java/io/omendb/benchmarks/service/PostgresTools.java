package io.omendb.benchmarks.service;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of an installed PostgreSQL.
 *
 * @param directory where they lie
 */
record PostgresTools(Path directory) {
  private static final List<String> NEEDED =
      List.of("initdb", "pg_ctl", "postgres", "psql", "pgbench");
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  /** Writes to the standard input of a program. */
  interface Input {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Those on the path, or the newest where Debian puts them; empty where some are missing. */
  static Optional<PostgresTools> find() {
    List<Path> places = new ArrayList<>();
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      places.add(Path.of(place));
    }
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions
            .sorted(Comparator.comparingInt(PostgresTools::number).reversed())
            .forEach(version -> places.add(version.resolve("bin")));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return places.stream()
        .filter(place -> NEEDED.stream().allMatch(name -> Files.isExecutable(place.resolve(name))))
        .map(PostgresTools::new)
        .findFirst();
  }

  private static int number(Path version) {
    String digits = version.getFileName().toString().replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  /** The command line of a program. */
  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(directory.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a command to its end; returns what it said. */
  static String run(List<String> command) {
    return run(command, out -> {});
  }

  /**
   * Runs a command to its end, with an input; returns what it said.
   *
   * @throws OmenException {@link ErrorCode#INTERNAL} with what it said where it fails
   */
  static String run(List<String> command, Input input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      StringBuilder said = new StringBuilder();
      Thread reader = Thread.ofPlatform().start(() -> read(process, said));
      try (OutputStream out = process.getOutputStream()) {
        input.writeTo(out);
      }
      int code = process.waitFor();
      reader.join();
      if (code != 0) {
        throw new OmenException(
            ErrorCode.INTERNAL, command.getFirst() + " failed: " + said.toString().strip());
      }
      return said.toString();
    } catch (IOException e) {
      throw OmenException.io("Cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OmenException(ErrorCode.CANCELLED, "Interrupted", e);
    }
  }

  private static void read(Process process, StringBuilder said) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(line -> said.append(line).append('\n'));
    } catch (IOException e) {
      said.append(e);
    }
  }
}
