package io.omendb.server.cli;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.OmenException;
import io.omendb.core.care.CareLocation;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that stand before or after every command, and the database they name. */
@Command(
    name = "omen",
    description = "OmenDB: rows ordered by a 64-bit key, found through learned indexes.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false)
final class RootCommand implements Runnable, CommandContext {
  private static final Path CONFIGURATION_FILE = Path.of("omendb.yaml");

  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--db",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The database's directory (default: ./omendb-data).")
  private @Nullable Path directory;

  @Option(
      names = "--url",
      paramLabel = "HOST:PORT",
      scope = ScopeType.INHERIT,
      description = "A server, in place of --db.")
  private @Nullable String url;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "table, json, jsonl or csv (default: table).")
  private @Nullable OutputFormat format;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "The same as -o json: one JSON value.")
  private boolean json;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "A setting, such as index.engine=rmi; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where an error comes from.")
  private boolean debug;

  RootCommand(Console console) {
    this.console = console;
    // Set by picocli before anything reads it.
    this.spec = CommandSpec.create();
  }

  /** Called where no command is named. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  @Override
  public Console console() {
    if (json && format != null && format != OutputFormat.JSON) {
      throw OmenException.invalid(
          "output", "--json and -o " + format + " exclude each other", null);
    }
    console.format(json ? OutputFormat.JSON : format == null ? OutputFormat.TABLE : format);
    return console;
  }

  /**
   * The settings: {@code omendb.yaml} in the working directory, environment, {@code --set}.
   *
   * @param assignments further ones, {@code key=value}, that win over all of these
   */
  Configuration configuration(List<String> assignments) {
    return configuration(configurationFile(), assignments);
  }

  /** The same with another file, or none. */
  Configuration configuration(@Nullable Path file, List<String> assignments) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(assignments);
    return Configuration.load(file, System.getenv(), all);
  }

  /** {@code omendb.yaml} in the working directory; null where there is none. */
  static @Nullable Path configurationFile() {
    return Files.isRegularFile(CONFIGURATION_FILE) ? CONFIGURATION_FILE : null;
  }

  @Override
  public DatabaseOptions databaseOptions() {
    return configuration(List.of()).database();
  }

  @Override
  public String commit() {
    return Version.commit();
  }

  boolean debug() {
    return debug;
  }

  /** Refuses {@code --url}, for commands that work on a directory only. */
  void requireNoServer(String why) {
    if (url != null) {
      throw OmenException.invalid("url", "--url does not go with this command: " + why, "use --db");
    }
  }

  /** Refuses {@code --db} and {@code --url}, for commands that bring their own database. */
  void requireNoDatabase(String remedy) {
    requireNoServer("it brings its own database");
    if (directory != null) {
      throw OmenException.invalid(
          "db", "--db does not go with this command: it brings its own database", remedy);
    }
  }

  /** The directory that is meant, for commands that work on its files. */
  CareLocation careLocation() {
    return new CareLocation(directory(), databaseOptions());
  }

  /** The directory that is meant. */
  Path directory() {
    return directory == null ? Location.DEFAULT_DIRECTORY : directory;
  }

  /** Whether the database is opened in this process. */
  boolean isEmbedded() {
    return url == null;
  }

  /** Opens the database that is meant. */
  Database open(Location.Absent absent) {
    if (url == null) {
      return Location.openDirectory(directory(), absent, databaseOptions());
    }
    if (directory != null) {
      throw OmenException.invalid("url", "--db and --url exclude each other", "leave one out");
    }
    if (!settings.isEmpty()) {
      throw OmenException.invalid(
          "set", "--set does not go with --url: the server has its own settings", "use --db");
    }
    return Location.openServer(url);
  }
}
