package io.omendb.benchmarks.service;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL with the same rows: single statements by pgbench with prepared statements, batches and
 * scans by COPY through psql, both over TCP.
 */
public final class PostgresService {
  /** The name in results. */
  public static final String SYSTEM = "postgresql";

  private static final long CACHE_BYTES = 1L << 30;
  private static final int CHECKED = 1_000;
  private static final long SEED = 7;
  private static final int WRITE_BYTES = 1 << 16;

  private final PostgresInstance instance;
  private final ServicePlan plan;
  private final ServiceRows rows;

  private PostgresService(PostgresInstance instance, ServicePlan plan) {
    this.instance = instance;
    this.plan = plan;
    this.rows = plan.serviceRows();
  }

  /** Whether there is a PostgreSQL to be measured. */
  public static boolean isInstalled() {
    return PostgresTools.find().isPresent();
  }

  /**
   * Measures.
   *
   * @param notes receives a line per step
   * @return the fields of each result
   * @throws OmenException {@link ErrorCode#UNAVAILABLE} where it is not installed
   */
  public static List<Map<String, @Nullable Object>> run(ServicePlan plan, Consumer<String> notes) {
    PostgresTools tools =
        PostgresTools.find()
            .orElseThrow(() ->
                new OmenException(
                    ErrorCode.UNAVAILABLE, "No PostgreSQL is installed", "apt install postgresql"));
    try (PostgresInstance instance = PostgresInstance.start(tools, CACHE_BYTES)) {
      return new PostgresService(instance, plan).measure(notes);
    }
  }

  private List<Map<String, @Nullable Object>> measure(Consumer<String> notes) {
    notes.accept("loads rows");
    load();
    notes.accept("checks rows");
    check();
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (ServiceOperation operation : ServiceOperation.values()) {
      if (plan.operations().contains(operation)) {
        for (int callers : operation.callers()) {
          Load load = run(operation, callers, notes);
          if (load != null) {
            results.add(load.fields(SYSTEM, operation, callers));
          }
        }
      }
    }
    return results;
  }

  private void load() {
    instance.query("CREATE TABLE rows (k bigint PRIMARY KEY, v bytea NOT NULL)");
    instance.query(
        "COPY rows FROM STDIN",
        out -> {
          StringBuilder text = new StringBuilder();
          for (long number = 0; number < rows.rows(); number++) {
            appendRow(text, ServiceRows.key(number));
            if (text.length() >= WRITE_BYTES) {
              flush(text, out);
            }
          }
          flush(text, out);
        });
    instance.query("VACUUM ANALYZE rows");
    instance.query("CHECKPOINT");
  }

  /** A line of COPY's text format. */
  private void appendRow(StringBuilder text, long key) {
    text.append(key).append("\t\\\\x");
    text.append(HexFormat.of().formatHex(rows.value(key))).append('\n');
  }

  private static void flush(StringBuilder text, OutputStream out) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    text.setLength(0);
  }

  private void check() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < CHECKED; i++) {
      keys.add(Long.toString(ServiceRows.key(random.nextInt(rows.rows()))));
    }
    String answer =
        instance.query(
            "SELECT k, encode(v, 'hex') FROM rows WHERE k = ANY('{"
                + String.join(",", keys)
                + "}'::bigint[])");
    List<String> lines = answer.lines().toList();
    if (lines.size() != keys.stream().distinct().count()) {
      throw new OmenException(ErrorCode.INTERNAL, "PostgreSQL has lost rows");
    }
    for (String line : lines) {
      int bar = line.indexOf('|');
      byte[] value = rows.value(Long.parseLong(line.substring(0, bar)));
      if (!line.substring(bar + 1).equals(HexFormat.of().formatHex(value))) {
        throw new OmenException(ErrorCode.INTERNAL, "PostgreSQL has another value: " + line);
      }
    }
  }

  /** Null for an operation that PostgreSQL does not have. */
  private @Nullable Load run(ServiceOperation operation, int callers, Consumer<String> notes) {
    notes.accept(operation.text() + ", callers: " + callers);
    PgbenchScript script = PgbenchScript.of(operation, rows);
    if (script != null) {
      return script.run(instance, callers, plan.nanos(), plan.directory());
    }
    return switch (operation) {
      case SCAN_ARROW -> scan();
      case BATCH_SYNC -> copyIn(callers);
      default -> null;
    };
  }

  private Load scan() {
    long start = System.nanoTime();
    long scanned = 0;
    List<String> command =
        instance.client(
            "psql", "-X", "-q", "-o", "/dev/null", "-c", "COPY rows TO STDOUT (FORMAT binary)");
    do {
      PostgresTools.run(command);
      scanned += rows.rows();
    } while (System.nanoTime() - start < plan.nanos());
    return new Load(scanned, System.nanoTime() - start, Load.emptyHistogram());
  }

  /** Each caller is a psql that copies batches, a transaction each, out of a file made before. */
  private Load copyIn(int callers) {
    int batches = (int) Math.max(20, plan.nanos() / 10_000_000);
    List<List<String>> commands = new ArrayList<>();
    for (int caller = 0; caller < callers; caller++) {
      Path script = plan.directory().resolve("copy-" + callers + "-" + caller + ".sql");
      writeCopies(script, batches, new SplittableRandom(SEED * callers + caller));
      commands.add(
          instance.client("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script.toString()));
    }
    long start = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
      List<Future<String>> running =
          commands.stream()
              .map(command -> executor.submit(() -> PostgresTools.run(command)))
              .toList();
      for (Future<String> each : running) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OmenException(ErrorCode.CANCELLED, "Interrupted", e);
    } catch (ExecutionException e) {
      throw new OmenException(ErrorCode.INTERNAL, "COPY failed: " + e.getCause(), e);
    }
    return new Load((long) callers * batches, System.nanoTime() - start, Load.emptyHistogram());
  }

  private void writeCopies(Path script, int batches, SplittableRandom random) {
    try (OutputStream out = Files.newOutputStream(script)) {
      StringBuilder text = new StringBuilder();
      for (int batch = 0; batch < batches; batch++) {
        text.append("COPY rows FROM STDIN;\n");
        for (int i = 0; i < ServiceOperation.BATCH_SYNC.rows(); i++) {
          appendRow(text, ServiceRows.key(random.nextLong(rows.rows(), ServiceRows.MOST_ROWS)));
        }
        text.append("\\.\n");
        flush(text, out);
      }
    } catch (IOException e) {
      throw OmenException.io("Cannot write " + script, e);
    }
  }
}
