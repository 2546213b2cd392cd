package io.omendb.server.cli;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the database over gRPC until it is told to end. */
@Command(name = "serve", description = "Serve the database over gRPC until SIGTERM or SIGINT.")
final class ServeCommand extends OmenCommand {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where to listen (default: 127.0.0.1:7617); port 0 takes a free one.")
  private @Nullable String listen;

  @Option(names = "--http", paramLabel = "HOST:PORT", description = "Not in this release.")
  private @Nullable String http;

  @Option(
      names = "--port-file",
      paramLabel = "FILE",
      description = "Written once ready: {\"grpc\":PORT}.")
  private @Nullable Path portFile;

  @Override
  void run() {
    root().requireNoServer("it is the server");
    if (http != null) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED,
          "HTTP is not in this release",
          "http",
          "leave out --http; gRPC listens at --listen",
          null);
    }
    throw new OmenException(ErrorCode.UNSUPPORTED, "serve " + listen + portFile);
  }
}
