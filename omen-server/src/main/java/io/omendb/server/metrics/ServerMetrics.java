package io.omendb.server.metrics;

import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.omendb.Database;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The metrics of one server. Safe for concurrent use; closed with the server.
 *
 * <p>The values of a label are few: names of RPCs, routes and statuses that the program knows, and
 * collections up to a bound.
 */
public final class ServerMetrics implements AutoCloseable {
  /** The content type of {@link #scrape}. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** From a get out of the cache to a merge. */
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(10)
  };

  private record GrpcKey(String service, String method, String code) {}

  private record HttpKey(String method, String route, int status) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollections = new JvmGcMetrics();
  private final ConcurrentHashMap<GrpcKey, Timer> grpc = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<HttpKey, Timer> http = new ConcurrentHashMap<>();
  private final AtomicInteger grpcActive = new AtomicInteger();
  private final AtomicInteger httpActive = new AtomicInteger();

  /** Metrics of a server of this database. */
  public ServerMetrics(Database database) {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollections.bindTo(registry);
    Gauge.builder("omendb.grpc.requests.active", grpcActive, AtomicInteger::get)
        .description("gRPC calls that run.")
        .register(registry);
    Gauge.builder("omendb.http.requests.active", httpActive, AtomicInteger::get)
        .description("HTTP requests that run.")
        .register(registry);
    registry.getPrometheusRegistry().register(new DatabaseCollector(database));
  }

  /** Counts and times the calls of services; the first interceptor, so that it sees refusals. */
  public ServerInterceptor grpcInterceptor() {
    return new GrpcTimer(this);
  }

  void grpcBegun() {
    grpcActive.incrementAndGet();
  }

  void grpcEnded(String service, String method, String code, long nanos) {
    grpcActive.decrementAndGet();
    grpc.computeIfAbsent(
            new GrpcKey(service, method, code),
            key ->
                timer(
                        "omendb.grpc.requests",
                        "gRPC calls: from the thread that takes one to its status.")
                    .tags(Tags.of("service", service, "method", method, "code", code))
                    .register(registry))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** An HTTP request has come. */
  public void httpBegun() {
    httpActive.incrementAndGet();
  }

  /**
   * An HTTP request has been answered.
   *
   * @param method one of those that routes have, or one word for all others
   * @param route the path of the route with its variables, or one word for none
   * @param status what was answered
   * @param nanos from its head to its answer
   */
  public void httpEnded(String method, String route, int status, long nanos) {
    httpActive.decrementAndGet();
    http.computeIfAbsent(
            new HttpKey(method, route, status),
            key ->
                timer("omendb.http.requests", "HTTP requests: from the head of one to its answer.")
                    .tags(
                        Tags.of(
                            "method", method, "route", route, "status", Integer.toString(status)))
                    .register(registry))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** All metrics as they are now, in the text form of Prometheus. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbageCollections.close();
    registry.close();
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
  }
}
