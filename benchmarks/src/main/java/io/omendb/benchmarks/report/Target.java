package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.values.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What was aimed at, and what came out of the result file that it is about.
 *
 * @param what the case
 * @param aim what was aimed at, with its unit
 * @param measured what came out, in the same unit
 * @param reached how much of the aim was reached: below 1 it was missed
 */
record Target(String what, String aim, double measured, double reached) {
  /** The file of targets below the results. */
  private static final String FILE = "targets/targets.json";

  /** Whether it was missed. */
  boolean missed() {
    return reached < 1;
  }

  /** The targets whose figures were measured, the farthest from being reached first. */
  static List<Target> read(Path results) {
    Path file = results.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<Target> targets = new ArrayList<>();
      if (!(JsonReader.readObject("file " + file, Files.readString(file)).get("targets")
          instanceof List<?> list)) {
        throw new IllegalArgumentException("no list 'targets'");
      }
      for (Object each : list) {
        target(results, (Map<?, ?>) each, targets);
      }
      targets.sort(Comparator.comparingDouble(Target::reached));
      return targets;
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          file + " does not hold targets as docs/reference.md describes them: " + e.getMessage(),
          e);
    }
  }

  private static void target(Path results, Map<?, ?> fields, List<Target> targets) {
    Path file = results.resolve(text(fields, "file"));
    if (!Files.exists(file)) {
      return;
    }
    ResultFile run = ResultFile.read(file, "omen bench", read -> read);
    String field = text(fields, "field");
    boolean lessIsBetter = Boolean.TRUE.equals(fields.get("lessIsBetter"));
    OptionalDouble ours = run.figure(where(fields, "ours"), field);
    if (ours.isEmpty()) {
      return;
    }
    String what = text(fields, "what");
    if (fields.get("times") instanceof Number times) {
      Object other = fields.get("theirField");
      OptionalDouble theirs =
          run.figure(where(fields, "theirs"), other instanceof String name ? name : field);
      if (theirs.isPresent()) {
        double quotient = ours.getAsDouble() / theirs.getAsDouble();
        double ratio = lessIsBetter ? 1 / quotient : quotient;
        targets.add(new Target(what, times + " x", ratio, ratio / times.doubleValue()));
      }
    } else if (fields.get("value") instanceof Number value) {
      double quotient = ours.getAsDouble() / value.doubleValue();
      String aim = (lessIsBetter ? "at most " : "at least ") + FigureText.rounded(value);
      targets.add(
          new Target(
              what,
              aim + " " + text(fields, "unit"),
              ours.getAsDouble(),
              lessIsBetter ? 1 / quotient : quotient));
    } else {
      throw new IllegalArgumentException("'" + what + "' has neither 'times' nor 'value'");
    }
  }

  private static String text(Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("a target without '" + name + "'");
  }

  @SuppressWarnings("unchecked") // An object is read into nothing else.
  private static Map<String, @Nullable Object> where(Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new IllegalArgumentException("a target without '" + name + "'");
  }
}
