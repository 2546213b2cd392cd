package io.omendb.benchmarks.report;

import io.omendb.benchmarks.keys.NamedDataSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Index engines beside maps in memory. */
final class IndexReport implements SuiteReport {
  /** The engine that stands for us: what a database takes by itself. */
  private static final String OURS = "auto";

  private static final String ERROR = "hitErrorNanos";

  @Override
  public String directory() {
    return "";
  }

  @Override
  public Optional<Section> write(ReportPlaces places) {
    List<IndexRun> runs =
        ReportPlaces.files(places.results()).stream().map(IndexRun::read).sorted(order()).toList();
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<IndexRun>> byName =
        runs.stream()
            .collect(
                Collectors.groupingBy(IndexRun::name, LinkedHashMap::new, Collectors.toList()));
    Map<String, Path> plots = new LinkedHashMap<>();
    byName.forEach((name, ofName) -> {
      if (LookupPlot.canDraw(ofName)) {
        Path file = places.plots().resolve(name.replaceAll("[^A-Za-z0-9_.-]", "_") + ".svg");
        LookupPlot.of(ofName).write(file);
        plots.put(name, file);
      }
    });
    LearnedIndexPage.write(places.indexPage(), places.results(), byName, plots);
    Map<String, List<Comparison>> comparisons = new LinkedHashMap<>();
    runs.forEach(run -> comparisons.put(title(run), comparisons(run)));
    return Optional.of(
        new Section(
            "Index engines",
            "Lookups of random keys among sorted keys by `auto`, the engine that a database takes by"
                + " itself, beside a binary search, `TreeMap`, a skip list and fastutil; JMH, each"
                + " in JVMs of its own. ± is JMH's 99.9 % interval.",
            "bin/omen bench index --dataset all --n 16K,1M,10M --save " + places.results(),
            Optional.of(places.indexPage()),
            List.copyOf(plots.values()),
            comparisons,
            List.of(),
            Machine.of(runs, IndexReport::title, IndexRun::environment),
            runs.size()));
  }

  /** Data sets in their order, then key files. */
  private static Comparator<IndexRun> order() {
    return Comparator.comparingInt((IndexRun run) -> rank(run.name()))
        .thenComparing(IndexRun::name)
        .thenComparingInt(IndexRun::count);
  }

  private static int rank(String name) {
    int place = NamedDataSet.all().indexOf(name);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private static String title(IndexRun run) {
    return String.format(Locale.ROOT, "%s, %,d keys", run.name(), run.count());
  }

  private static List<Comparison> comparisons(IndexRun run) {
    List<Comparison> comparisons = new ArrayList<>();
    Optional<IndexResult> ours = run.result(OURS);
    if (ours.isPresent()) {
      best(run, ours.get(), IndexResult.HIT, "hit, ns", false).ifPresent(comparisons::add);
      best(run, ours.get(), "batchPerSecond", "batch, keys/s", true).ifPresent(comparisons::add);
    }
    return comparisons;
  }

  private static Optional<Comparison> best(
      IndexRun run, IndexResult ours, String field, String title, boolean moreIsBetter) {
    OptionalDouble mine = ours.figure(field);
    if (mine.isEmpty()) {
      return Optional.empty();
    }
    return run.results().stream()
        .filter(peer -> !peer.isOurs() && peer.figure(field).isPresent())
        .map(peer ->
            Comparison.of(
                title,
                mine.getAsDouble(),
                peer.name(),
                peer.figure(field).getAsDouble(),
                moreIsBetter,
                field.equals(IndexResult.HIT)
                    ? Comparison.spread(error(ours), error(peer))
                    : OptionalDouble.empty()))
        .min(Comparator.comparingDouble(Comparison::ratio));
  }

  /** Of a hit, as a fraction of it. */
  private static OptionalDouble error(IndexResult result) {
    OptionalDouble hit = result.figure(IndexResult.HIT);
    OptionalDouble error = result.figure(ERROR);
    return hit.isEmpty() || error.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(error.getAsDouble() / hit.getAsDouble());
  }
}
