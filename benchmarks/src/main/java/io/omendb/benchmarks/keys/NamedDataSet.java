package io.omendb.benchmarks.keys;

import io.omendb.OmenException;
import io.omendb.testkit.keys.DataSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The names that data sets have on the command line, in reports and in file names. */
public final class NamedDataSet {
  private static final Map<String, DataSet> SHORT = new LinkedHashMap<>();

  static {
    SHORT.put("seq", DataSet.SEQUENTIAL);
    SHORT.put("holes", DataSet.WITH_HOLES);
    SHORT.put("uniform", DataSet.UNIFORM);
    SHORT.put("lognormal", DataSet.LOGNORMAL);
    SHORT.put("timestamps", DataSet.EPOCH_MICROS);
    SHORT.put("clustered", DataSet.CLUSTERED);
    SHORT.put("outlier", DataSet.ONE_OUTLIER);
  }

  private NamedDataSet() {}

  /** The names that {@code all} stands for, in the order of reports. */
  public static List<String> all() {
    return List.copyOf(SHORT.keySet());
  }

  /**
   * The data set of a name: one of {@link #all}, or one that {@link DataSet} gives it, in any case.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing the names there are
   */
  public static DataSet parse(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    DataSet named = SHORT.get(lower);
    if (named != null) {
      return named;
    }
    return Arrays.stream(DataSet.values())
        .filter(dataSet -> lower(dataSet).equals(lower))
        .findFirst()
        .orElseThrow(() -> {
          TreeSet<String> longer = new TreeSet<>();
          Arrays.stream(DataSet.values()).forEach(dataSet -> longer.add(lower(dataSet)));
          return OmenException.invalid(
              "dataset",
              "No data set is named '" + name + "'",
              "take one of " + String.join(", ", SHORT.keySet()) + "; also " + longer);
        });
  }

  /** The name of a data set; the short one where it has one. */
  public static String nameOf(DataSet dataSet) {
    return SHORT.entrySet().stream()
        .filter(entry -> entry.getValue() == dataSet)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(lower(dataSet));
  }

  private static String lower(DataSet dataSet) {
    return dataSet.name().toLowerCase(Locale.ROOT);
  }
}
