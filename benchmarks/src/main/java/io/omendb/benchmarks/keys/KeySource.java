package io.omendb.benchmarks.keys;

import io.omendb.testkit.keys.DataSet;
import java.nio.file.Path;
import java.util.List;

/** Where keys come from. Its text is what a fork of JMH gets as a parameter. */
public sealed interface KeySource {
  /** Reads or generates the keys. */
  KeySet load();

  /** What {@link #parse} takes. */
  String text();

  /** Keys that follow from a seed. */
  record Generated(DataSet dataSet, int count) implements KeySource {
    private static final long SEED = 42;

    @Override
    public KeySet load() {
      return new KeySet(
          NamedDataSet.nameOf(dataSet), dataSet.generate(count, SEED), List.of(), true);
    }

    @Override
    public String text() {
      return NamedDataSet.nameOf(dataSet) + SEPARATOR + count;
    }
  }

  /**
   * Keys of a file.
   *
   * @param column the column that holds them, where the file has columns
   */
  record Stored(Path file, String column) implements KeySource {
    @Override
    public KeySet load() {
      return KeyFile.read(file, column);
    }

    @Override
    public String text() {
      return FILE + SEPARATOR + column + SEPARATOR + file.toAbsolutePath();
    }
  }

  /** Between the parts of the text. */
  String SEPARATOR = ":";

  /** What the text of a file begins with. */
  String FILE = "file";

  /**
   * The source of a text: {@code uniform:1000000}, or {@code file:COLUMN:PATH}.
   *
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where there is no
   *     such data set
   */
  static KeySource parse(String text) {
    String[] parts = text.split(SEPARATOR, 3);
    if (parts[0].equals(FILE) && parts.length == 3) {
      return new Stored(Path.of(parts[2]), parts[1]);
    }
    return new Generated(
        NamedDataSet.parse(parts[0]), parts.length == 1 ? 1_000_000 : Integer.parseInt(parts[1]));
  }
}
