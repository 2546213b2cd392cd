package io.omendb.server.cli;

import io.omendb.Database;
import io.omendb.server.config.Configuration;
import io.omendb.server.config.HttpSettings;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import io.omendb.server.http.HttpListener;
import io.omendb.server.http.HttpSecurity;
import io.omendb.server.metrics.ServerMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code serve} runs over one database: gRPC, and HTTP unless it is switched off. */
final class RunningServers implements AutoCloseable {
  private final ServerMetrics metrics;
  private final HttpSecurity security;
  private final OmenServer grpc;
  private final @Nullable HttpListener http;
  private final String hosts;

  private RunningServers(
      ServerMetrics metrics,
      HttpSecurity security,
      OmenServer grpc,
      @Nullable HttpListener http,
      String hosts) {
    this.metrics = metrics;
    this.security = security;
    this.grpc = grpc;
    this.http = http;
    this.hosts = hosts;
  }

  /** Starts all of it or, where one part fails, nothing. */
  static RunningServers start(Database database, Configuration configuration) {
    ServerSettings settings = configuration.server();
    HttpSettings web = configuration.http();
    HttpSecurity security = HttpSecurity.open(settings.security(), database.uri());
    ServerMetrics metrics = new ServerMetrics(database);
    OmenServer grpc = null;
    try {
      grpc = OmenServer.start(database, settings, List.of(metrics.grpcInterceptor()));
      HttpListener http =
          web.address() == null
              ? null
              : HttpListener.start(database, web, metrics, grpc.work(), security);
      String hosts = settings.host() + ":" + grpc.port();
      return new RunningServers(
          metrics,
          security,
          grpc,
          http,
          http == null || web.address() == null
              ? hosts
              : hosts + ", HTTP on " + web.address().host() + ":" + http.port());
    } catch (RuntimeException | Error failure) {
      if (grpc != null) {
        grpc.close();
      }
      metrics.close();
      security.close();
      throw failure;
    }
  }

  /** The ports by protocol. */
  Map<String, Integer> ports() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("grpc", grpc.port());
    if (http != null) {
      ports.put("http", http.port());
    }
    return ports;
  }

  /** Where they listen, for people. */
  String describe() {
    return hosts;
  }

  void awaitTermination() throws InterruptedException {
    grpc.awaitTermination();
  }

  /** HTTP says at once that the server is about to end, and answers that until gRPC has ended. */
  @Override
  public void close() {
    if (http != null) {
      http.drain();
    }
    grpc.close();
    if (http != null) {
      http.close();
    }
    metrics.close();
    security.close();
  }
}
