package io.omendb.server.cli;

import io.omendb.DatabaseOptions;
import io.omendb.server.config.Configuration;
import io.omendb.spi.EngineRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Fails where a setting is unknown, out of its bounds or names an engine that is not there. */
@Command(name = "check", description = "Fail where a setting is unknown or wrong.")
final class ConfigCheckCommand extends OmenCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "In place of omendb.yaml in the working directory.")
  private @Nullable Path file;

  @Override
  void run() {
    root().requireNoServer("a server has settings of its own");
    Path checked = file == null ? RootCommand.configurationFile() : file;
    Configuration configuration = root().configuration(checked, List.of());
    checkEngines(configuration.database());
    long set = configuration.settings().stream().filter(s -> !s.origin().equals("default")).count();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("ok", true);
    answer.put("file", checked == null ? null : checked.toString());
    answer.put("settings", set);
    console().answer(answer);
  }

  private static void checkEngines(DatabaseOptions options) {
    VectorModule.load();
    EngineRegistry engines = EngineRegistry.get();
    engines.index().select(options.get(DatabaseOptions.Key.INDEX_ENGINE));
    engines.storage().select(options.get(DatabaseOptions.Key.STORAGE_ENGINE));
    engines.compute().select(options.get(DatabaseOptions.Key.COMPUTE_ENGINE));
    String graph = options.get(DatabaseOptions.Key.VECTORS_GRAPH);
    if (!graph.equals(DatabaseOptions.Key.VECTORS_GRAPH.defaultValue())) {
      engines.vectorIndex().select(graph);
    }
  }
}
