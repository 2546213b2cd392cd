package io.omendb.server.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Sets up {@code java.util.logging}, which calls this by name when it is first used: warnings only,
 * a line each, to standard error. The level is {@code -Domen.log.level}.
 */
public final class LoggingConfiguration {
  /** Called by {@code java.util.logging}. */
  public LoggingConfiguration() throws IOException {
    String level = System.getProperty("omen.log.level", "WARNING");
    String properties =
        """
        handlers = java.util.logging.ConsoleHandler
        .level = %s
        # Below this level they write the headers of every call, tokens included.
        io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler.level = INFO
        io.grpc.netty.shaded.io.grpc.netty.NettyClientHandler.level = INFO
        java.util.logging.ConsoleHandler.level = ALL
        java.util.logging.ConsoleHandler.formatter = java.util.logging.SimpleFormatter
        java.util.logging.SimpleFormatter.format = %%1$tFT%%1$tT.%%1$tL %%4$s %%3$s: %%5$s%%6$s%%n
        """
            .formatted(level);
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(properties.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
