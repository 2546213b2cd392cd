package io.omendb.benchmarks.report;

import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The page that all others hang on: where OmenDB loses, across all suites, then each suite in
 * short.
 */
public final class OverviewPage {
  /** Rows of a suite's table here; its own page has all. */
  private static final int MOST_ROWS = 15;

  private static final String TITLE = "# Benchmarks: where OmenDB loses, and where it wins\n";

  private static final String HEAD =
      TITLE
          + """

          Written by `bin/omen bench all` and `bin/omen bench render` from the results in `DATA`; do not edit it by hand. Every figure is of a run on the
          machine named below its suite, of OmenDB and its peers alike; every system answers a check rightly before it is timed.

          """;

  private static final String TAIL =
      """

      ## How to read this
      * **times as good** is our figure by that of the best of the others, or the other way round where less is better: 1 is a tie, 0.5 is half as good. Ratios of one
        run on one machine travel to other machines better than nanoseconds do, and badly where one side waits for memory and the other does not.
      * **±** is about how far a ratio may be off by chance: JMH's 99.9 % interval, or half the distance of the quartiles of repeated rounds. Where there is none, the
        run was not repeated, and differences of a tenth say nothing.
      * Who is measured by whom: methods in one process by JMH, each in JVMs of its own; stores by rounds of calls with HdrHistogram, a process each; services by callers
        that wait for their answers, with HdrHistogram, and PostgreSQL by its own pgbench and psql. Nothing is measured by its maker's numbers.
      * The load average before and after each run stands below each suite. Above the number of busy threads of the run itself, others were at work: then read medians
        and processor time.

      ## How to repeat it
      ```
      bin/omen bench all --quick            # all suites with small data, about ten minutes on two cores
      bin/omen bench all                    # as published, hours
      bin/omen bench all --only storage     # one suite
      bin/omen bench render                 # pages and plots from saved results, measures nothing
      bin/omen bench gate                   # ratios between our own paths against those recorded
      ```
      On another machine add `--save DIR`: results and pages go there, and yours do not mix with these. [The reference](../reference.md#bench-all) has every option and field.
      """;

  private record Line(Section section, String over, Comparison comparison) {}

  private static final Comparator<Line> WORST_FIRST =
      Comparator.comparingDouble(line -> line.comparison().ratio());

  private OverviewPage() {}

  /**
   * Writes the page.
   *
   * @param file the page
   * @param results where the results are kept, with the targets
   */
  public static void write(Path file, Path results, List<Section> sections) {
    requireOurs(file);
    StringBuilder page = new StringBuilder(HEAD.replace("DATA", results.toString()));
    losses(page, file, sections);
    targets(page, Target.read(results));
    sections.forEach(section -> section(page, file, section));
    page.append(TAIL);
    WholeFile.write(file, page);
  }

  /** The README of something else must not be lost. */
  private static void requireOurs(Path file) {
    try {
      if (Files.exists(file) && !Files.readString(file).startsWith(TITLE)) {
        throw OmenException.invalid(
            "save",
            file + " is not an overview of benchmarks and would be written over",
            "name another directory");
      }
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    }
  }

  /** Everything below 1, the worst first. */
  private static void losses(StringBuilder page, Path file, List<Section> sections) {
    List<Line> all =
        sections.stream().flatMap(section -> all(section).stream()).sorted(WORST_FIRST).toList();
    List<Line> losses = all.stream().filter(line -> line.comparison().ratio() < 1).toList();
    page.append("## Where OmenDB loses\n");
    page.append("%d of %d comparisons, the worst first.\n\n".formatted(losses.size(), all.size()));
    if (losses.isEmpty()) {
      return;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of("suite", "over", "what", "`omendb`", "best of the others", "", "times as good"));
    for (Line loss : losses) {
      List<String> row = new ArrayList<>(List.of(link(file, loss.section()), loss.over()));
      row.addAll(cells(loss.comparison()));
      table.add(row);
    }
    page.append(MarkdownTable.of(table));
  }

  /** Every comparison of a suite, the worst first. */
  private static List<Line> all(Section section) {
    List<Line> all = new ArrayList<>();
    section
        .comparisons()
        .forEach((over, lines) -> lines.forEach(line -> all.add(new Line(section, over, line))));
    all.sort(WORST_FIRST);
    return all;
  }

  private static String link(Path file, Section section) {
    return section
        .page()
        .map(page -> "[" + section.title() + "](" + LearnedIndexPage.relative(file, page) + ")")
        .orElse(section.title());
  }

  private static List<String> cells(Comparison line) {
    return List.of(
        line.title(),
        String.valueOf(FigureText.rounded(line.ours())),
        "`" + line.peer() + "`",
        String.valueOf(FigureText.rounded(line.theirs())),
        line.ratioText());
  }

  private static void targets(StringBuilder page, List<Target> targets) {
    if (targets.isEmpty()) {
      return;
    }
    List<Target> missed = targets.stream().filter(Target::missed).toList();
    page.append("\n## Targets that are missed\n");
    page.append(
        "%d of %d, the farthest first. They were set before anything was measured, some on a faster machine.\n\n"
            .formatted(missed.size(), targets.size()));
    if (missed.isEmpty()) {
      return;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("case", "aim", "here", "reached"));
    for (Target target : missed) {
      table.add(
          List.of(
              target.what(),
              target.aim(),
              String.valueOf(FigureText.rounded(target.measured())),
              Math.round(target.reached() * 100) + " %"));
    }
    page.append(MarkdownTable.of(table));
  }

  private static void section(StringBuilder page, Path file, Section section) {
    page.append("\n## ").append(section.title()).append('\n');
    page.append(section.about()).append("\n```\n").append(section.command()).append("\n```\n");
    section.plots().stream()
        .findFirst()
        .ifPresent(plot ->
            page.append("![")
                .append(section.title())
                .append("](")
                .append(LearnedIndexPage.relative(file, plot))
                .append(")\n\n"));
    if (!section.table().isEmpty()) {
      page.append(MarkdownTable.of(section.table()));
    }
    comparisons(page, section);
    page.append("\n<details><summary>Machine, commit and load of each run</summary>\n\n");
    section.machines().forEach(machine -> page.append("* ").append(machine).append('\n'));
    page.append("\n</details>\n");
    section
        .page()
        .ifPresent(own ->
            page.append("\nAll figures: [")
                .append(own.getFileName())
                .append("](")
                .append(LearnedIndexPage.relative(file, own))
                .append(").\n"));
  }

  /** The worst of a suite; its own page has the rest. */
  private static void comparisons(StringBuilder page, Section section) {
    List<Line> sorted = all(section);
    if (sorted.isEmpty()) {
      return;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("over", "what", "`omendb`", "best of the others", "", "times as good"));
    for (Line line : sorted.subList(0, Math.min(MOST_ROWS, sorted.size()))) {
      List<String> row = new ArrayList<>(List.of(line.over()));
      row.addAll(cells(line.comparison()));
      table.add(row);
    }
    page.append(MarkdownTable.of(table));
    if (sorted.size() > MOST_ROWS) {
      page.append("\n%d more, all better than these.\n".formatted(sorted.size() - MOST_ROWS));
    }
  }
}
