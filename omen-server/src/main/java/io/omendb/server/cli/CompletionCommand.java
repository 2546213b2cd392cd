package io.omendb.server.cli;

import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what makes a shell complete commands and options at the press of a key. */
@Command(
    name = "completion",
    description = "Print the completion script of a shell: source <(omen completion bash).")
final class CompletionCommand extends OmenCommand {
  /** A shell we have a script for. */
  enum Shell {
    /** Bash 3.2 and later. */
    BASH,
    /** Zsh, which runs bash's completions. */
    ZSH;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  @Override
  void run() {
    CommandLine all = OmenCli.commandLine(new RootCommand(console()), console(), List.of());
    if (shell == Shell.ZSH) {
      // The script below defines functions of bash's, which zsh has after these.
      console().line("autoload -U +X compinit && compinit");
      console().line("autoload -U +X bashcompinit && bashcompinit");
    }
    console().print(AutoComplete.bash("omen", all));
  }
}
