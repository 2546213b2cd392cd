package io.omendb.server.cli;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.Console.ReaderGoneException;
import io.omendb.server.cli.console.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code omen} command line: {@code omen [--db DIR | --url HOST:PORT] [-o table|json|jsonl|csv]
 * COMMAND ...}. Answers go to standard output, everything else to standard error; an error is one
 * line, {@code error: CODE: what (what to do)}, and an exit code of {@link ExitCode}.
 */
public final class OmenCli {
  private static final int HELP_WIDTH = 100;

  private OmenCli() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.exit(run(args, out, err, Terminal.ofProcess()));
  }

  /** Runs a command on streams that are no terminal, and stay open; returns its exit code. */
  public static int run(String[] args, OutputStream out, OutputStream err) {
    return run(args, out, err, Terminal.NONE);
  }

  static int run(String[] args, OutputStream out, OutputStream err, Terminal terminal) {
    Console console = new Console(out, err, terminal);
    RootCommand root = new RootCommand(console);
    try {
      int code = commandLine(root, console, Arrays.asList(args)).execute(args);
      console.flush();
      return code;
    } catch (ReaderGoneException e) {
      return ExitCode.DONE;
    } catch (RuntimeException e) { // standard output could not be written
      return report(console, root, e);
    }
  }

  static CommandLine commandLine(RootCommand root, Console console, List<String> args) {
    CommandLine commandLine = new CommandLine(root);
    Commands.addTo(commandLine, root, args);
    commandLine.setOut(new PrintWriter(new ConsoleWriter(console)));
    commandLine.setErr(console.err());
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    commandLine.setUsageHelpWidth(HELP_WIDTH);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler((e, parsed) -> reportUsage(console, root, e));
    commandLine.setExecutionExceptionHandler((e, failed, parsed) -> {
      if (e instanceof ReaderGoneException gone) {
        throw gone;
      }
      console.flush(); // what was answered before the error comes first
      return report(console, root, e);
    });
    return commandLine;
  }

  private static int reportUsage(Console console, RootCommand root, ParameterException e) {
    if (root.debug()) {
      e.printStackTrace(console.err());
    }
    // A converter's own error says more than picocli's words around it.
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof OmenException omen) {
        return report(console, root, omen);
      }
    }
    console.note(line(ErrorCode.INVALID_ARGUMENT, usageMessage(e)));
    return ExitCode.WRONG_USAGE;
  }

  private static String usageMessage(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && e.getCommandLine().getParent() == null) {
      String first = unmatched.getUnmatched().getFirst();
      if (!first.startsWith("-")) {
        return "No command named '" + first + "' ('omen help' lists the commands)";
      }
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return e.getMessage() + " (see '" + command + " --help')";
  }

  private static int report(Console console, RootCommand root, Exception e) {
    if (root.debug()) {
      e.printStackTrace(console.err());
    }
    if (e instanceof OmenException omen) {
      console.note(line(omen.code(), String.valueOf(omen.getMessage())));
      return ExitCode.of(omen.code());
    }
    console.note(
        line(
            ErrorCode.INTERNAL,
            e + (root.debug() ? "" : " (--debug shows where; please report it)")));
    return ExitCode.FAILED;
  }

  private static String line(ErrorCode code, String message) {
    return "error: " + code + ": " + message.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
  }

  /** Lets picocli print help to the console. */
  private static final class ConsoleWriter extends Writer {
    private final Console console;

    ConsoleWriter(Console console) {
      this.console = console;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
      console.print(new String(buffer, offset, length));
    }

    @Override
    public void flush() {
      // The console is flushed once, when the command is done.
    }

    @Override
    public void close() {
      // Not ours to close.
    }
  }
}
