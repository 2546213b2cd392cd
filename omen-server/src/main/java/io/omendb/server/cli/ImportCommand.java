package io.omendb.server.cli;

import picocli.CommandLine.Command;

@Command(name = "import")
final class ImportCommand extends OmenCommand {
  @Override
  void run() {}
}
