package io.omendb.server.cli;

/**
 * Adds a command to {@code omen} from a jar of its own. Found through {@code ServiceLoader}, so an
 * implementation has a public no-argument constructor without side effects; {@code bench} comes
 * this way, because its peers and harness are not shipped.
 */
public interface CommandProvider {
  /**
   * The command: an object that picocli's {@code @Command} annotates, with its name, or a {@code
   * CommandSpec} of one; it is a {@code Callable<Integer>} or has sub-commands that are.
   *
   * @param context what the command has at its disposal; its settings are known once the command
   *     runs, not yet when this method is called
   */
  Object command(CommandContext context);
}
