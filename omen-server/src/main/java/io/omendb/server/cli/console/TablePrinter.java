package io.omendb.server.cli.console;

import io.omendb.server.values.ColumnText;
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
  private final int room;
  private int @Nullable [] widths;

  TablePrinter(Console console, List<String> columns) {
    this.console = console;
    this.columns = columns;
    this.textual = new boolean[columns.size()];
    this.room = console.terminal().width();
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
    fit(measured);
    widths = measured;
    line(measured, columns);
    line(measured, Arrays.stream(measured).mapToObj("-"::repeat).toList());
    held.forEach(cells -> line(measured, cells));
    held.clear();
  }

  /** Narrows the widest column of text again and again; a number cut short would be another. */
  private void fit(int[] measured) {
    int excess = GAP.length() * (measured.length - 1) + Arrays.stream(measured).sum() - room;
    for (; excess > 0; excess--) {
      int widest = -1;
      for (int i = 0; i < measured.length; i++) {
        if (textual[i] && (widest < 0 || measured[i] > measured[widest])) {
          widest = i;
        }
      }
      if (widest < 0 || measured[widest] <= NARROWEST) {
        return;
      }
      measured[widest]--;
    }
  }

  private void line(int[] fixed, List<String> cells) {
    StringBuilder line = new StringBuilder();
    boolean cuts = room < Integer.MAX_VALUE;
    for (int i = 0; i < fixed.length; i++) {
      String cell = cuts && textual[i] ? cut(cells.get(i), fixed[i]) : cells.get(i);
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
