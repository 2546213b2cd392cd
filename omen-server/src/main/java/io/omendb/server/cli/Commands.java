package io.omendb.server.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands there are, in the order of the help text. Making one costs several milliseconds of
 * reflection, so a command line gets the one alone that its arguments name.
 */
final class Commands {
  /** The global options that take their value from the next argument. */
  private static final Set<String> OPTIONS_WITH_VALUE =
      Set.of("--db", "--url", "-o", "--output", "--set");

  private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("demo", DemoCommand::new);
    ALL.put("serve", ServeCommand::new);
    ALL.put("create", CreateCommand::new);
    ALL.put("drop", DropCommand::new);
    ALL.put("collections", CollectionsCommand::new);
    ALL.put("put", PutCommand::new);
    ALL.put("get", GetCommand::new);
    ALL.put("delete", DeleteCommand::new);
    ALL.put("count", CountCommand::new);
    ALL.put("scan", ScanCommand::new);
    ALL.put("knn", KnnCommand::new);
    ALL.put("recall", RecallCommand::new);
    ALL.put("import", ImportCommand::new);
    ALL.put("export", ExportCommand::new);
    ALL.put("flush", FlushCommand::new);
    ALL.put("merge", MergeCommand::new);
    ALL.put("stats", StatsCommand::new);
    ALL.put("explain", ExplainCommand::new);
    ALL.put("verify", VerifyCommand::new);
    ALL.put("repair", RepairCommand::new);
    ALL.put("backup", BackupCommand::new);
    ALL.put("config", ConfigCommand::new);
    ALL.put("doctor", DoctorCommand::new);
    ALL.put("completion", CompletionCommand::new);
  }

  private Commands() {}

  /** Adds the command that the arguments name; all commands where that is none of them. */
  static void addTo(CommandLine commandLine, CommandContext context, List<String> args) {
    Supplier<Object> named = ALL.get(word(args));
    if (named != null) {
      commandLine.addSubcommand(named.get());
      return;
    }
    ALL.values().forEach(command -> commandLine.addSubcommand(command.get()));
    commandLine.addSubcommand(new HelpCommand());
    addProvided(commandLine, context);
  }

  /** The first argument that is neither an option nor an option's value; empty where none is. */
  private static String word(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (OPTIONS_WITH_VALUE.contains(arg)) {
        i++;
      } else if (!arg.startsWith("-")) {
        return arg;
      }
    }
    return "";
  }

  /** Adds those of other jars. */
  private static void addProvided(CommandLine commandLine, CommandContext context) {
    Set<String> missing = new TreeSet<>(BenchmarksMissingCommand.COMMANDS.keySet());
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      VectorModule.load();
      CommandLine provided = new CommandLine(provider.command(context));
      commandLine.addSubcommand(provided);
      missing.remove(provided.getCommandName());
    }
    for (String name : missing) {
      commandLine.addSubcommand(name, BenchmarksMissingCommand.spec(name));
    }
  }
}
