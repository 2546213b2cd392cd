package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.report.OverviewPage;
import io.omendb.benchmarks.report.ReportPlaces;
import io.omendb.benchmarks.report.Section;
import io.omendb.benchmarks.report.SuiteReport;
import io.omendb.server.cli.CommandContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes page and plots from results that were kept. */
@Command(
    name = "render",
    description = "Write pages and plots from the results that the suites kept.")
final class RenderCommand implements Callable<Integer> {
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
    context.console().answer(render(new ReportPlaces(data, markdown, plots)));
    return 0;
  }

  /**
   * Writes every page that there are results for, and the overview beside them.
   *
   * @return what was written: {@code markdown}, {@code pages}, {@code plots}, {@code runs}
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where there are no results
   */
  static Map<String, Object> render(ReportPlaces places) {
    List<Section> sections = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    for (SuiteReport report : SuiteReport.all()) {
      report.write(places).ifPresent(sections::add);
      directories.add(report.directory());
    }
    if (sections.isEmpty()) {
      directories.removeIf(String::isEmpty);
      throw OmenException.invalid(
          "data",
          "No .json file in "
              + places.results()
              + " or its directories "
              + String.join(", ", directories),
          "measure first: 'omen bench index --save " + places.results() + "'");
    }
    List<Path> pages = new ArrayList<>();
    sections.forEach(section -> section.page().ifPresent(pages::add));
    Path overview = places.indexPage().resolveSibling("README.md");
    OverviewPage.write(overview, places.results(), sections);
    pages.add(overview);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("markdown", pages.getFirst().toString());
    answer.put("pages", pages.stream().map(Path::toString).toList());
    answer.put(
        "plots",
        sections.stream()
            .flatMap(section -> section.plots().stream())
            .map(Path::toString)
            .toList());
    answer.put("runs", sections.stream().mapToInt(Section::files).sum());
    return answer;
  }
}
