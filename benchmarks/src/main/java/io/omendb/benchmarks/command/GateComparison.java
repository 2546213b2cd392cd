package io.omendb.benchmarks.command;

import io.omendb.benchmarks.gate.GatePath;
import io.omendb.benchmarks.gate.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures ratios and compares each with the recorded one. One that seems to have fallen is
 * measured again, and the better of the two counts: a busy moment is no regression.
 */
final class GateComparison {
  /** The fields that a comparison adds to what was measured. */
  static final List<String> COMPARED = List.of("recorded", "change", "verdict");

  private final GateRatios recorded;
  private final Function<GatePath, Map<String, @Nullable Object>> measure;
  private final Consumer<String> notes;
  private boolean fell;

  /**
   * @param measure gives the fields of a measured ratio, {@code ratio} among them
   * @param notes receives what is to be known on the way
   */
  GateComparison(
      GateRatios recorded,
      Function<GatePath, Map<String, @Nullable Object>> measure,
      Consumer<String> notes) {
    this.recorded = recorded;
    this.measure = measure;
    this.notes = notes;
  }

  /** Whether a ratio has fallen so far. */
  boolean fell() {
    return fell;
  }

  /** Measures a ratio; returns the fields of the result. */
  Map<String, @Nullable Object> result(GatePath path) {
    OptionalDouble then = recorded.ratio(path.text());
    Map<String, @Nullable Object> measured = measure.apply(path);
    Verdict verdict = new Verdict(then, ratio(measured));
    if (verdict.fell()) {
      notes.accept(path.text() + " seems to have fallen; measuring it again");
      Map<String, @Nullable Object> again = measure.apply(path);
      measured = ratio(again) > ratio(measured) ? again : measured;
      verdict = new Verdict(then, ratio(measured));
    }
    fell |= verdict.fell();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", path.text());
    fields.put("what", path.description());
    fields.putAll(measured);
    fields.put("recorded", orNull(then));
    fields.put("change", orNull(verdict.change()));
    fields.put("verdict", verdict.text());
    return fields;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isEmpty() ? null : value.getAsDouble();
  }

  private static double ratio(Map<String, @Nullable Object> measured) {
    return measured.get("ratio") instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
