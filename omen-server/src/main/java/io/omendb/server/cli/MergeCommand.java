package io.omendb.server.cli;

import io.omendb.Collection;
import picocli.CommandLine.Command;

/** Flushes, then rewrites overlapping segments into non-overlapping ones without dead rows. */
@Command(name = "merge", description = "Flush, then merge segments and drop dead rows.")
final class MergeCommand extends CareCommand {
  @Override
  void tend(Collection collection) {
    collection.merge();
  }
}
