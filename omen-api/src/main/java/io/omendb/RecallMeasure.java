package io.omendb;

import java.util.List;

/** Compares searches with the true nearest rows, by distance. */
final class RecallMeasure {
  private RecallMeasure() {}

  /** See {@link RowReader#measureRecall}. */
  static double of(RowReader reader, List<NearestSpec> specs) {
    List<NearestResult> exact =
        reader.nearestAll(specs.stream().map(spec -> spec.withMode(SearchMode.EXACT)).toList());
    List<NearestResult> measured = reader.nearestAll(specs);
    long wanted = 0;
    long found = 0;
    for (int i = 0; i < specs.size(); i++) {
      List<Hit> truth = exact.get(i).hits();
      if (!truth.isEmpty()) {
        double worst = truth.getLast().distance();
        wanted += truth.size();
        found += measured.get(i).hits().stream().filter(hit -> hit.distance() <= worst).count();
      }
    }
    return wanted == 0 ? 1 : (double) found / wanted;
  }
}
