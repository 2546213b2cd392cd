package io.omendb.server.cli.console;

import io.omendb.server.values.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects: in one array, or one a line. */
final class JsonPrinter implements RowPrinter {
  private final Console console;
  private final List<String> columns;
  private final boolean array;
  private boolean first = true;

  JsonPrinter(Console console, List<String> columns, boolean array) {
    this.console = console;
    this.columns = columns;
    this.array = array;
  }

  @Override
  public void print(List<? extends @Nullable Object> values) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      fields.put(columns.get(i), values.get(i));
    }
    if (array) {
      console.print(first ? "[" : ",\n");
    }
    first = false;
    console.print(JsonWriter.write(fields));
    if (!array) {
      console.print("\n");
    }
  }

  @Override
  public void end() {
    if (array) {
      console.line(first ? "[]" : "]");
    }
  }
}
