package io.omendb.server.cli;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.demo.Coordinate;
import io.omendb.server.cli.demo.Demo;
import io.omendb.server.cli.demo.DemoJson;
import io.omendb.server.cli.demo.DemoReport;
import io.omendb.server.cli.demo.DemoStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads 135,233 places into a database of its own and shows what can be asked. */
@Command(
    name = "demo",
    description = "Load 135,233 places, reopen, and read by key, by range and by distance.")
final class DemoCommand extends OmenCommand {
  @Option(
      names = "--near",
      paramLabel = "LAT,LON",
      description = "Where the nearest places are measured from (default: Geneva).")
  private @Nullable String near;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Make the database there and leave it; else it is removed at the end.")
  private @Nullable Path keep;

  @Override
  void run() {
    VectorModule.load();
    root().requireNoDatabase("name a new directory with --keep");
    Coordinate coordinate = near == null ? Coordinate.GENEVA : Coordinate.parse(near);
    if (keep != null) {
      requireNew(keep);
      run(keep, coordinate);
      return;
    }
    TemporaryDirectory temporary = TemporaryDirectory.create("omen-demo-");
    try (temporary) {
      run(temporary.path(), coordinate);
    }
  }

  private void run(Path directory, Coordinate coordinate) {
    DemoReport report =
        new Demo("file:" + directory, root().databaseOptions(), coordinate, console()).run();
    if (console().format() == OutputFormat.TABLE) {
      console().print(DemoStory.tell(report));
      if (keep != null) {
        console().line("");
        console().line("The database stays: omen --db " + directory + " scan cities --limit 5");
      }
    } else {
      console().answer(DemoJson.fields(report));
    }
    if (!report.reopened() || !report.nearestEqualsBruteForce()) {
      throw new OmenException(ErrorCode.INTERNAL, "The demonstration found a wrong answer");
    }
  }

  private static void requireNew(Path directory) {
    try {
      if (Files.exists(directory)
          && (!Files.isDirectory(directory) || directory.toFile().list().length > 0)) {
        throw OmenException.invalid(
            "keep", directory + " is there already and not empty", "name a new directory");
      }
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw OmenException.io("Cannot make " + directory, e);
    }
  }
}
