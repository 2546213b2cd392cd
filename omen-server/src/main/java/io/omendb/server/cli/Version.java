package io.omendb.server.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code omen --version} prints: the version of the jar and what it was built from. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"omen " + version() + " (commit " + commit() + ")"};
  }

  static String version() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  static String commit() {
    return System.getProperty("omen.commit", "unknown");
  }
}
