package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.keys.NamedDataSet;
import io.omendb.benchmarks.report.IndexRun;
import io.omendb.benchmarks.report.LearnedIndexPage;
import io.omendb.benchmarks.report.LookupPlot;
import io.omendb.server.cli.CommandContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes page and plots from results that were kept. */
@Command(
    name = "render",
    description = "Write page and plots from the results that 'bench index' kept.")
final class RenderCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The results (default: docs/benchmarks/data).")
  private Path data = Path.of("docs/benchmarks/data");

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "The page (default: docs/benchmarks/learned-index.md).")
  private Path markdown = Path.of("docs/benchmarks/learned-index.md");

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "Where the plots go, one per data set (default: docs/benchmarks/plots).")
  private Path plots = Path.of("docs/benchmarks/plots");

  RenderCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, List<IndexRun>> byName =
        read().stream()
            .sorted(
                Comparator.comparingInt((IndexRun run) -> rank(run.name()))
                    .thenComparing(IndexRun::name)
                    .thenComparingInt(IndexRun::count))
            .collect(
                Collectors.groupingBy(IndexRun::name, LinkedHashMap::new, Collectors.toList()));
    Map<String, Path> files = new LinkedHashMap<>();
    byName.forEach((name, runs) -> {
      if (!LookupPlot.canDraw(runs)) {
        return;
      }
      Path file = plots.resolve(name.replaceAll("[^A-Za-z0-9_.-]", "_") + ".svg");
      LookupPlot.of(runs).write(file);
      files.put(name, file);
    });
    LearnedIndexPage.write(markdown, data, byName, files);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("markdown", markdown.toString());
    answer.put("plots", files.values().stream().map(Path::toString).toList());
    answer.put("runs", byName.values().stream().mapToInt(List::size).sum());
    context.console().answer(answer);
    return 0;
  }

  /** Data sets in their order, then key files. */
  private static int rank(String name) {
    int place = NamedDataSet.all().indexOf(name);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private List<IndexRun> read() {
    if (!Files.isDirectory(data)) {
      throw OmenException.invalid(
          "data", "No directory " + data, "measure first: 'omen bench index --save " + data + "'");
    }
    try (Stream<Path> files = Files.list(data)) {
      List<IndexRun> runs =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .sorted()
              .map(IndexRun::read)
              .toList();
      if (runs.isEmpty()) {
        throw OmenException.invalid(
            "data", "No .json file in " + data, "measure first: 'omen bench index --save ...'");
      }
      return runs;
    } catch (IOException e) {
      throw OmenException.io("Cannot list " + data, e);
    }
  }
}
