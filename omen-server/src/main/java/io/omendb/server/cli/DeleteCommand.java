package io.omendb.server.cli;

import io.omendb.Database;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes rows, all in one commit. */
@Command(name = "delete", description = "Remove the rows under some keys, all in one commit.")
final class DeleteCommand extends OmenCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KEY",
      converter = KeyConverter.class,
      description = "The keys; those without a row are passed over.")
  private List<Long> keys = List.of();

  @Override
  void run() {
    try (Database database = open()) {
      long seq =
          database.collection(name).delete(keys.stream().mapToLong(Long::longValue).toArray());
      console().answer(Map.of("seq", seq));
    }
  }
}
