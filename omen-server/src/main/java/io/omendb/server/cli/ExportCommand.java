package io.omendb.server.cli;

import picocli.CommandLine.Command;

@Command(name = "export")
final class ExportCommand extends OmenCommand {
  @Override
  void run() {}
}
