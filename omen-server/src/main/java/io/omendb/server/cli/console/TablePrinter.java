package io.omendb.server.cli.console;

import io.omendb.server.cli.values.ColumnText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in aligned columns, numbers to the right. The first rows are held back to find the widths;
 * later ones keep to them, so that a long scan begins to print at once and needs no memory. Cut to
 * the terminal, the widest column first; not cut where there is none.
 */
final class TablePrinter implements RowPrinter {
  private static final int ROWS_MEASURED = 200;
  private static final int ELEMENTS_SHOWN = 4;
  private static final int NARROWEST = 6;
  private static final String GAP = "  ";

  private final Console console;
  private final List<String> columns;
  private final List<List<String>> held = new ArrayList<>();
  private final boolean[] textual;
  private int @Nullable [] widths;

  TablePrinter(Console console, List<String> columns) {
    this.console = console;
    this.columns = columns;
    this.textual = new boolean[columns.size()];
  }

  @Override
  public void print(List<? extends @Nullable Object> values) {
    List<String> cells = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (widths == null) {
        textual[i] |= value != null && !(value instanceof Number);
      }
      cells.add(cell(value));
    }
    int[] fixed = widths;
    if (fixed != null) {
      line(fixed, cells);
    } else {
      held.add(cells);
      if (held.size() == ROWS_MEASURED) {
        release();
      }
    }
  }

  @Override
  public void end() {
    if (widths == null) {
      release();
    }
  }

  /** The value on one line; long vectors shortened. */
  static String cell(@Nullable Object value) {
    if (value instanceof float[] vector && vector.length > 2 * ELEMENTS_SHOWN) {
      String head = Arrays.toString(Arrays.copyOf(vector, ELEMENTS_SHOWN));
      return head.substring(0, head.length() - 1) + ", ... " + vector.length + " in all]";
    }
    String text = ColumnText.field(value);
    return text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
  }

  private void release() {
    int[] measured = new int[columns.size()];
    for (int i = 0; i < measured.length; i++) {
      measured[i] = length(columns.get(i));
      for (List<String> cells : held) {
        measured[i] = Math.max(measured[i], length(cells.get(i)));
      }
    }
    fit(measured, console.terminal().width());
    widths = measured;
    line(measured, columns);
    line(measured, Arrays.stream(measured).mapToObj("-"::repeat).toList());
    held.forEach(cells -> line(measured, cells));
    held.clear();
  }

  private static void fit(int[] widths, int room) {
    long total = (long) GAP.length() * (widths.length - 1) + Arrays.stream(widths).sum();
    while (total > room) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
      total--;
    }
  }

  private void line(int[] fixed, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fixed.length; i++) {
      String cell = cut(cells.get(i), textual[i] ? fixed[i] : Integer.MAX_VALUE);
      String padding = " ".repeat(Math.max(0, fixed[i] - length(cell)));
      line.append(i == 0 ? "" : GAP);
      line.append(textual[i] ? cell + padding : padding + cell);
    }
    console.line(line.toString().stripTrailing());
  }

  private static String cut(String cell, int width) {
    if (length(cell) <= width) {
      return cell;
    }
    return cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
