package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.keys.NamedDataSet;
import io.omendb.benchmarks.report.IndexRun;
import io.omendb.benchmarks.report.LearnedIndexPage;
import io.omendb.benchmarks.report.LookupPlot;
import io.omendb.benchmarks.report.ServerPage;
import io.omendb.benchmarks.report.ServerRun;
import io.omendb.benchmarks.report.StoragePage;
import io.omendb.benchmarks.report.StorageRun;
import io.omendb.benchmarks.report.VectorRun;
import io.omendb.benchmarks.report.VectorsPage;
import io.omendb.server.cli.CommandContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    description =
        "Write pages and plots from the results that 'bench index', 'bench storage', 'bench"
            + " vectors' and 'bench server' kept.")
final class RenderCommand implements Callable<Integer> {
  /** Where results of {@code bench storage} lie below those of {@code bench index}. */
  private static final String STORAGE = "storage";

  /** Where those of {@code bench vectors} lie below them. */
  private static final String VECTORS = "vectors";

  /** Where those of {@code bench server} lie below them. */
  private static final String SERVER = "server";

  private final CommandContext context;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The results (default: docs/benchmarks/results).")
  private Path data = Path.of("docs/benchmarks/results");

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
    List<IndexRun> indexRuns = files(data).stream().map(IndexRun::read).toList();
    Path storageData = data.resolve(STORAGE);
    List<StorageRun> storageRuns = files(storageData).stream().map(StorageRun::read).toList();
    Path vectorData = data.resolve(VECTORS);
    List<VectorRun> vectorRuns = files(vectorData).stream().map(VectorRun::read).toList();
    Path serverData = data.resolve(SERVER);
    List<ServerRun> serverRuns = files(serverData).stream().map(ServerRun::read).toList();
    int runs = indexRuns.size() + storageRuns.size() + vectorRuns.size() + serverRuns.size();
    if (runs == 0) {
      throw OmenException.invalid(
          "data",
          "No .json file in "
              + data
              + " or its directories "
              + String.join(", ", STORAGE, VECTORS, SERVER),
          "measure first: 'omen bench index --save " + data + "'");
    }
    List<Path> drawn = new ArrayList<>();
    List<Path> pages = new ArrayList<>();
    if (!indexRuns.isEmpty()) {
      pages.add(markdown);
      drawn.addAll(renderIndexes(indexRuns));
    }
    if (!storageRuns.isEmpty()) {
      Path page = markdown.resolveSibling("storage.md");
      pages.add(page);
      drawn.addAll(StoragePage.write(page, storageData, plots, storageRuns));
    }
    if (!vectorRuns.isEmpty()) {
      Path page = markdown.resolveSibling("vectors.md");
      pages.add(page);
      drawn.addAll(VectorsPage.write(page, vectorData, plots, vectorRuns));
    }
    if (!serverRuns.isEmpty()) {
      Path page = markdown.resolveSibling("server.md");
      pages.add(page);
      ServerPage.write(page, serverData, serverRuns);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("markdown", pages.getFirst().toString());
    answer.put("pages", pages.stream().map(Path::toString).toList());
    answer.put("plots", drawn.stream().map(Path::toString).toList());
    answer.put("runs", runs);
    context.console().answer(answer);
    return 0;
  }

  /** Returns the plots. */
  private List<Path> renderIndexes(List<IndexRun> indexRuns) {
    Map<String, List<IndexRun>> byName =
        indexRuns.stream()
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
    return List.copyOf(files.values());
  }

  /** Data sets in their order, then key files. */
  private static int rank(String name) {
    int place = NamedDataSet.all().indexOf(name);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw OmenException.io("Cannot list " + directory, e);
    }
  }
}
