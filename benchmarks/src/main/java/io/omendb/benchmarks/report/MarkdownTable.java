package io.omendb.benchmarks.report;

import java.util.List;

/** Tables in Markdown. */
final class MarkdownTable {
  private MarkdownTable() {}

  /**
   * A table.
   *
   * @param rows the head, then the rows, each with as many cells
   */
  static String of(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        text.append('|').append("---|".repeat(rows.getFirst().size())).append('\n');
      }
    }
    return text.toString();
  }
}
