package io.omendb.server.cli.console;

import io.omendb.OmenException;
import io.omendb.server.values.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two streams of a command, both UTF-8 whatever the locale: answers go to standard output,
 * buffered until {@link #flush}, everything else to standard error, at once. A failed write to
 * standard output is an error like any other, so that a full disk is not taken for success.
 */
public final class Console {
  /** Whoever read standard output has gone, as {@code head} does. Not an error to report. */
  public static final class ReaderGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReaderGoneException(IOException cause) {
      super(cause);
    }
  }

  private final BufferedWriter out;
  private final PrintWriter err;
  private final Terminal terminal;
  private OutputFormat format = OutputFormat.TABLE;

  /** A console over two streams, which stay open. */
  public Console(OutputStream out, OutputStream err, Terminal terminal) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    this.terminal = terminal;
  }

  /** How answers are written. */
  public OutputFormat format() {
    return format;
  }

  /** Sets how answers are written. */
  public void format(OutputFormat newFormat) {
    format = newFormat;
  }

  /** The terminal. */
  public Terminal terminal() {
    return terminal;
  }

  /** Writes text to standard output. */
  public void print(CharSequence text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Writes a line to standard output. */
  public void line(CharSequence text) {
    print(text);
    print("\n");
  }

  /** Writes a line to standard error. */
  public void note(String text) {
    err.println(text);
  }

  /** Standard error. */
  public PrintWriter err() {
    return err;
  }

  /** Hands everything written so far to the operating system. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Starts to print rows with these columns. */
  public RowPrinter rows(List<String> columns) {
    return switch (format) {
      case TABLE -> new TablePrinter(this, columns);
      case JSON -> new JsonPrinter(this, columns, true);
      case JSONL -> new JsonPrinter(this, columns, false);
      case CSV -> new CsvPrinter(this, columns);
    };
  }

  /** Prints one answer with named fields. */
  public void answer(Map<String, ? extends @Nullable Object> fields) {
    switch (format) {
      case JSON, JSONL -> line(JsonWriter.write(fields));
      case CSV -> {
        RowPrinter printer = rows(List.copyOf(fields.keySet()));
        printer.print(new ArrayList<>(fields.values()));
        printer.end();
      }
      case TABLE -> {
        int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
        fields.forEach((name, value) ->
            line(name + " ".repeat(width - name.length() + 2) + TablePrinter.cell(value)));
      }
    }
  }

  private static RuntimeException failed(IOException e) {
    return String.valueOf(e.getMessage()).contains("Broken pipe")
        ? new ReaderGoneException(e)
        : OmenException.io("Cannot write to standard output", e);
  }
}
