package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.server.cli.Location.Absent;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.RowPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What commands have in common. A command answers through the console or throws. */
abstract class OmenCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
  @Spec
  private CommandSpec spec;

  /** Runs the command. */
  abstract void run();

  @Override
  public final Integer call() {
    run();
    return exitCode();
  }

  /** What the process ends with once the command has answered. */
  int exitCode() {
    return ExitCode.DONE;
  }

  final RootCommand root() {
    return (RootCommand) spec.root().userObject();
  }

  final Console console() {
    return root().console();
  }

  /** Opens a database that must be there. */
  final Database open() {
    return root().open(Absent.FAIL);
  }

  /** The names of the printed columns of a schema. */
  static List<String> columnNames(Schema schema) {
    List<String> names = new ArrayList<>(schema.size() + 1);
    names.add("key");
    schema.columns().forEach(column -> names.add(column.name()));
    return names;
  }

  /** The printed values of a row; the row has the columns of its schema in order. */
  static List<@Nullable Object> values(Row row, Schema schema) {
    List<@Nullable Object> values = new ArrayList<>(schema.size() + 1);
    values.add(row.key());
    schema.columns().forEach(column -> values.add(row.get(column.name())));
    return values;
  }

  /** Prints rows in the format asked for. */
  final void printRows(Collection collection, Iterable<Row> rows) {
    Schema schema = collection.schema();
    RowPrinter printer = console().rows(columnNames(schema));
    rows.forEach(row -> printer.print(values(row, schema)));
    printer.end();
  }
}
