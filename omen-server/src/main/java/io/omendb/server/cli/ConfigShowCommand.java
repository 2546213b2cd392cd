package io.omendb.server.cli;

import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.config.Setting;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints every setting with its value in force. */
@Command(name = "show", description = "Print every setting with its value in force.")
final class ConfigShowCommand extends OmenCommand {
  @Option(
      names = "--origin",
      description = "Also where each comes from: default, a file and line, a variable or --set.")
  private boolean origin;

  @Override
  void run() {
    root().requireNoServer("a server has settings of its own");
    RowPrinter printer =
        console()
            .rows(origin ? List.of("setting", "value", "origin") : List.of("setting", "value"));
    for (Setting setting : root().configuration(List.of()).settings()) {
      printer.print(
          origin
              ? List.of(setting.key(), setting.shown(), setting.origin())
              : List.of(setting.key(), setting.shown()));
    }
    printer.end();
  }
}
