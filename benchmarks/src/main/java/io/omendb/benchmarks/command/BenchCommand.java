package io.omendb.benchmarks.command;

import io.omendb.server.cli.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The parent of the suites. It does nothing itself. */
@Command(
    name = "bench",
    description = "Measure engines and database, beside their peers.",
    footer = {
      "Each has options of its own: see 'omen bench index --help'.",
      "Figures go to standard output, progress to standard error."
    })
final class BenchCommand {
  private BenchCommand() {}

  /** The command with its sub-commands. */
  static CommandSpec spec(CommandContext context) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new BenchCommand());
    spec.addSubcommand("all", CommandSpec.forAnnotatedObject(new AllCommand(context)));
    spec.addSubcommand("index", CommandSpec.forAnnotatedObject(new IndexCommand(context)));
    spec.addSubcommand("storage", CommandSpec.forAnnotatedObject(new StorageCommand(context)));
    spec.addSubcommand("vectors", CommandSpec.forAnnotatedObject(new VectorsCommand(context)));
    spec.addSubcommand("server", CommandSpec.forAnnotatedObject(new ServerCommand(context)));
    spec.addSubcommand("ycsb", CommandSpec.forAnnotatedObject(new YcsbCommand(context)));
    spec.addSubcommand("growth", CommandSpec.forAnnotatedObject(new GrowthCommand(context)));
    spec.addSubcommand("pairings", CommandSpec.forAnnotatedObject(new PairingsCommand(context)));
    spec.addSubcommand("kernels", CommandSpec.forAnnotatedObject(new KernelsCommand(context)));
    spec.addSubcommand("databases", CommandSpec.forAnnotatedObject(new DatabasesCommand(context)));
    spec.addSubcommand("overload", CommandSpec.forAnnotatedObject(new OverloadCommand(context)));
    for (Suite suite : Suite.values()) {
      CommandSpec command = CommandSpec.forAnnotatedObject(new SuiteCommand(context, suite));
      command.name(suite.text()).usageMessage().description(suite.description());
      spec.addSubcommand(suite.text(), command);
    }
    spec.addSubcommand("gate", CommandSpec.forAnnotatedObject(new GateCommand(context)));
    spec.addSubcommand("render", CommandSpec.forAnnotatedObject(new RenderCommand(context)));
    return spec;
  }
}
