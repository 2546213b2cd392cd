package io.omendb.server.cli;

import io.omendb.Collection;
import picocli.CommandLine.Command;

/** Writes every commit so far into segments, durably. */
@Command(name = "flush", description = "Write every commit into segments.")
final class FlushCommand extends CareCommand {
  @Override
  void tend(Collection collection) {
    collection.flush();
  }
}
