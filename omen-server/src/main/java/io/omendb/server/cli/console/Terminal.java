package io.omendb.server.cli.console;

/**
 * What is known about the terminal. {@code bin/omen} looks, for a JVM cannot tell whether standard
 * error is one.
 *
 * @param width characters a line of standard output has room for; {@link Integer#MAX_VALUE} where
 *     it is no terminal
 * @param showsProgress whether standard error is a terminal
 */
public record Terminal(int width, boolean showsProgress) {
  /** No terminal at either end. */
  public static final Terminal NONE = new Terminal(Integer.MAX_VALUE, false);

  private static final int NARROWEST = 20;

  /** What {@code bin/omen} found. */
  public static Terminal ofProcess() {
    int width = Integer.getInteger("omen.terminal.width", 0);
    return new Terminal(
        width < NARROWEST ? Integer.MAX_VALUE : width, Boolean.getBoolean("omen.terminal.err"));
  }
}
