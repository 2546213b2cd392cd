package io.omendb.benchmarks.service;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that pgbench repeats.
 *
 * @param text the script
 * @param variables {@code name=value} for it
 */
record PgbenchScript(String text, List<String> variables) {
  private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");
  private static final Pattern COUNT =
      Pattern.compile("(?m)^number of transactions actually processed: (\\d+)");

  /** Of the transactions, so many are in the log: writing all of them would be part of the load. */
  private static final String LOGGED = "0.05";

  private static final int MOST_THREADS = 2;
  private static final int LATENCY_FIELD = 2;

  /** The script of an operation; null where pgbench is not what it is measured with. */
  static @Nullable PgbenchScript of(ServiceOperation operation, ServiceRows rows) {
    String last = Integer.toString(rows.rows() - 1);
    return switch (operation) {
      case GET ->
          new PgbenchScript(key("k", "0", last) + "SELECT v FROM rows WHERE k = :k;\n", List.of());
      case MULTI_GET -> {
        String keys =
            IntStream.range(0, operation.rows())
                .mapToObj(i -> key("k" + i, "0", last))
                .collect(Collectors.joining());
        String names =
            IntStream.range(0, operation.rows())
                .mapToObj(i -> ":k" + i)
                .collect(Collectors.joining(", "));
        yield new PgbenchScript(
            keys + "SELECT k, v FROM rows WHERE k = ANY(ARRAY[" + names + "]::bigint[]);\n",
            List.of());
      }
      case PUT_SYNC ->
          new PgbenchScript(
              key("k", Integer.toString(rows.rows()), Long.toString(ServiceRows.MOST_ROWS - 1))
                  + "INSERT INTO rows VALUES (:k, :v);\n",
              List.of("v=\\x" + HexFormat.of().formatHex(rows.value(0))));
      case GET_UNARY, STREAM_GET, SCAN_ARROW, SCAN_ROWS, BATCH_SYNC -> null;
    };
  }

  /** Sets a variable to the key of a random row. */
  private static String key(String name, String first, String last) {
    long spacing = 1L << ServiceRows.SPACING_BITS;
    return "\\set i random(%s, %s)\n\\set %s :i * %d + (hash_fnv1a(:i, 0) & %d)\n"
        .formatted(first, last, name, spacing, spacing - 1);
  }

  /**
   * Runs it.
   *
   * @param nanos how long it is measured, after half as long to warm up
   * @param directory for its files
   */
  Load run(PostgresInstance instance, int callers, long nanos, Path directory) {
    int seconds = (int) Math.max(1, Math.round(nanos / 1e9));
    try {
      Path script = Files.writeString(directory.resolve("pgbench.sql"), text);
      Path logs = Files.createTempDirectory(directory, "pgbench-");
      String log = logs.resolve("log").toString();
      pgbench(instance, callers, Math.max(1, seconds / 2), script, List.of());
      List<String> logging = List.of("-l", "--log-prefix=" + log, "--sampling-rate=" + LOGGED);
      String said = pgbench(instance, callers, seconds, script, logging);
      double rate = number(RATE, said);
      long count = (long) number(COUNT, said);
      return new Load(count, (long) (count / rate * 1e9), latencies(logs));
    } catch (IOException e) {
      throw OmenException.io("Cannot run pgbench", e);
    }
  }

  private String pgbench(
      PostgresInstance instance, int callers, int seconds, Path script, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("-n", "-M", "prepared"));
    arguments.addAll(List.of("-c", Integer.toString(callers)));
    arguments.addAll(List.of("-j", Integer.toString(Math.min(callers, MOST_THREADS))));
    arguments.addAll(List.of("-T", Integer.toString(seconds), "-f", script.toString()));
    variables.forEach(variable -> arguments.addAll(List.of("-D", variable)));
    arguments.addAll(more);
    return PostgresTools.run(instance.client("pgbench", arguments.toArray(String[]::new)));
  }

  private static double number(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new OmenException(ErrorCode.INTERNAL, "pgbench said: " + said.strip());
    }
    return Double.parseDouble(matcher.group(1));
  }

  /** In the third field of each line of the logs, in microseconds. */
  private static Histogram latencies(Path logs) throws IOException {
    Histogram latencies = Load.emptyHistogram();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          latencies.recordValue(1_000 * Long.parseLong(line.split(" ", -1)[LATENCY_FIELD]));
        }
      }
    }
    return latencies;
  }
}
