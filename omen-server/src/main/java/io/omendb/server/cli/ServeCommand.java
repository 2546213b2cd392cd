package io.omendb.server.cli;

import io.omendb.Database;
import io.omendb.server.cli.Location.Absent;
import io.omendb.server.config.Configuration;
import io.omendb.server.config.ServerKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the database over gRPC and HTTP until it is told to end. */
@Command(
    name = "serve",
    description = "Serve the database over gRPC and HTTP until SIGTERM or SIGINT.")
final class ServeCommand extends OmenCommand {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where to listen (default: 127.0.0.1:7617); port 0 takes a free one.")
  private @Nullable String listen;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      description = {
        "Where to listen for HTTP (default: 127.0.0.1:7618); port 0 takes a free one,",
        "'off' none."
      })
  private @Nullable String http;

  @Option(
      names = "--port-file",
      paramLabel = "FILE",
      description = "Written once ready: {\"grpc\":PORT,\"http\":PORT}.")
  private @Nullable Path portFile;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "PEM file of the server's certificate; switches TLS on.")
  private @Nullable Path tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "PEM file of the certificate's private key.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      description = "PEM file of the authorities that clients' certificates must be signed by.")
  private @Nullable Path tlsClientCa;

  @Option(
      names = "--insecure",
      description = "Listen where other machines may connect, without TLS and tokens.")
  private boolean insecure;

  @Override
  void run() {
    root().requireNoServer("it is the server");
    VectorModule.load();
    Configuration configuration = root().configuration(assignments());
    try (Database database = root().open(Absent.CREATE);
        RunningServers servers = RunningServers.start(database, configuration)) {
      Thread hook = new Thread(() -> stop(servers, database), "omen-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      if (portFile != null) {
        PortFile.write(portFile, servers.ports());
      }
      console().note("ready: " + database.uri() + " on " + servers.describe());
      servers.awaitTermination();
      forget(hook);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // asked to stop by whoever started this thread
    }
  }

  /** Takes the hook back, unless it is what ended the server. */
  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending and the hook halts it.
    }
  }

  /** The options as settings. */
  private List<String> assignments() {
    Map<ServerKey, @Nullable Object> options = new EnumMap<>(ServerKey.class);
    options.put(ServerKey.LISTEN, listen);
    options.put(ServerKey.HTTP_LISTEN, http);
    options.put(ServerKey.TLS_CERT, tlsCert);
    options.put(ServerKey.TLS_KEY, tlsKey);
    options.put(ServerKey.TLS_CLIENT_CA, tlsClientCa);
    options.put(ServerKey.INSECURE, insecure ? true : null);
    List<String> assignments = new ArrayList<>();
    options.forEach((key, value) -> {
      if (value != null) {
        assignments.add(key.text() + "=" + value);
      }
    });
    return assignments;
  }

  /**
   * Runs where the process is told to end: lets running calls finish, closes the database, and ends
   * with 0, for a signal is how a server is stopped and not a failure.
   */
  private static void stop(RunningServers servers, Database database) {
    servers.close();
    database.close();
    Runtime.getRuntime().halt(ExitCode.DONE);
  }
}
