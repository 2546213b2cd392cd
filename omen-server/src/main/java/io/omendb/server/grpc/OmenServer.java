package io.omendb.server.grpc;

import io.grpc.BindableService;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.limits.RequestBounds;
import io.omendb.server.transfer.ServerWork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC server for one database: the services of {@code omendb.v1}, those of other jars ({@link
 * GrpcServiceProvider}), health and reflection. Listens from {@link #start} until {@link #close};
 * does not own the database, which the caller closes after it. Safe for concurrent use.
 */
public final class OmenServer implements AutoCloseable {
  /** Bytes of one message, in both directions. */
  public static final int MAX_MESSAGE_BYTES = Limits.MAX_BATCH_BYTES;

  private static final System.Logger LOG = System.getLogger(OmenServer.class.getName());

  private static final int FLOW_CONTROL_WINDOW_BYTES = 8 << 20;

  /** A client that has vanished is noticed, and its scan closed, within their sum. */
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

  private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration PERMITTED_CLIENT_KEEP_ALIVE = Duration.ofSeconds(10);

  /** What clients get to close their connections when the last call is over. */
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final ServerSettings settings;
  private final ServerSecurity security;
  private final CallPool pool;
  private final EventLoops eventLoops;
  private final ScanLimit scans;
  private final Views views;
  private final RequestBounds bounds;
  private final OpenCalls streams = new OpenCalls();
  private final ServerWork work;
  private final HealthStatusManager health = new HealthStatusManager();
  private final Server server;

  private OmenServer(
      Database database, ServerSettings settings, List<ServerInterceptor> observers) {
    this.settings = settings;
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      throw OmenException.invalid(
          ServerKey.LISTEN.text(), "No address for the host '" + settings.host() + "'", null);
    }
    this.work = ServerWork.of(settings, database.uri());
    this.security = ServerSecurity.open(address, settings.security(), database.uri());
    this.pool = new CallPool(settings);
    this.eventLoops = new EventLoops();
    this.views = new Views(database, settings.views(), settings.viewIdle());
    this.scans = new ScanLimit(settings.scans());
    this.bounds = new RequestBounds(settings.limits());
    NettyServerBuilder builder =
        eventLoops
            .configure(
                NettyServerBuilder.forAddress(address, security.credentials()),
                settings.limits().connections())
            .directExecutor()
            .callExecutor(pool)
            .flowControlWindow(FLOW_CONTROL_WINDOW_BYTES)
            .maxInboundMessageSize(settings.limits().inboundBytes())
            .maxInboundMetadataSize(settings.limits().headerBytes())
            .maxConcurrentCallsPerConnection(settings.limits().connectionCalls())
            .handshakeTimeout(settings.limits().handshake().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
            .permitKeepAliveTime(PERMITTED_CLIENT_KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            // A few bytes of gzip unpack to gigabytes, so nothing compressed is accepted.
            .decompressorRegistry(
                DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, true))
            .compressorRegistry(CompressorRegistry.newEmptyInstance());
    for (BindableService service : services(database)) {
      ServerServiceDefinition definition = service.bindService();
      health.setStatus(definition.getServiceDescriptor().getName(), ServingStatus.SERVING);
      builder.addService(guarded(definition, observers));
    }
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
    builder.addService(security.guard(health.getHealthService().bindService()));
    builder.addService(security.guard(ProtoReflectionServiceV1.newInstance().bindService()));
    this.server = builder.build();
  }

  /**
   * Listens on the address of the settings.
   *
   * @throws OmenException {@link ErrorCode#UNAVAILABLE} where the address is taken or not ours,
   *     {@link ErrorCode#INVALID_ARGUMENT} where the host has no address
   */
  public static OmenServer start(Database database, ServerSettings settings) {
    return start(database, settings, List.of());
  }

  /**
   * As {@link #start(Database, ServerSettings)}, watched.
   *
   * @param observers see every call before anything else does, refused ones too
   */
  public static OmenServer start(
      Database database, ServerSettings settings, List<ServerInterceptor> observers) {
    OmenServer started = new OmenServer(database, settings, observers);
    try {
      started.server.start();
    } catch (IOException e) {
      started.close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new OmenException(
          ErrorCode.UNAVAILABLE,
          "Cannot listen on " + settings.listen() + ": " + cause.getMessage(),
          ServerKey.LISTEN.text(),
          "choose another address, or port 0 for any free one",
          e);
    }
    LOG.log(System.Logger.Level.INFO, "Listening on {0}:{1}", settings.host(), started.port() + "");
    return started;
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Its long work, for those that serve the same database in another way. */
  public ServerWork work() {
    return work;
  }

  /** Everything that it serves. */
  List<ServerServiceDefinition> definitions() {
    return server.getServices();
  }

  /** Waits until the server has been shut down. */
  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /**
   * Drains: says it is not serving, refuses new calls with UNAVAILABLE, lets accepted ones and
   * operations finish and cancels those that take longer than the grace. Returns when no call
   * touches the database any more. Idempotent.
   */
  public void shutdown(Duration grace) {
    health.enterTerminalState();
    pool.drain();
    eventLoops.awaitTurn(); // whoever was about to accept a call has done so
    server.shutdown();
    streams.end();
    long deadline = System.nanoTime() + grace.toNanos();
    try {
      if (pool.awaitDrained(grace)) {
        // Only connections are left, and streams of those that watch the health service.
        server.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
      } else {
        LOG.log(
            System.Logger.Level.WARNING, "Cancelling the calls that run longer than {0}", grace);
      }
      server.shutdownNow();
      server.awaitTermination();
      work.operations().shutdown(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      while (!pool.shutdown(KEEP_ALIVE_TIMEOUT)) {
        LOG.log(System.Logger.Level.WARNING, "Waiting for cancelled calls to leave the database");
      }
      views.close();
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    eventLoops.shutdown();
    security.close();
  }

  /** Shuts down with the grace of the settings. */
  @Override
  public void close() {
    shutdown(settings.grace());
  }

  /** Our own and those of other jars. */
  private List<BindableService> services(Database database) {
    List<BindableService> services = new ArrayList<>();
    services.add(new CareServiceImpl(database));
    services.add(new CollectionServiceImpl(database));
    services.add(new DataServiceImpl(database, views, scans, streams, bounds));
    services.add(new ExplainServiceImpl(views));
    services.add(new OperationServiceImpl(database, work));
    services.add(new ServerServiceImpl(database, settings.limits()));
    services.add(new ViewServiceImpl(views));
    GrpcServiceContext context =
        new GrpcServiceContext(database, scans, AccessInterceptor::principal, bounds, streams);
    for (GrpcServiceProvider provider : ServiceLoader.load(GrpcServiceProvider.class)) {
      services.add(provider.service(context));
    }
    return services;
  }

  /**
   * Observers come first, then the pool's refusal, then errors become statuses. Requests pass as
   * bytes so that one that does not parse becomes an error of ours and not gRPC's UNKNOWN. Who may
   * call is decided last, where requests are messages.
   */
  private ServerServiceDefinition guarded(
      ServerServiceDefinition definition, List<ServerInterceptor> observers) {
    List<ServerInterceptor> interceptors = new ArrayList<>(observers);
    interceptors.add(pool);
    interceptors.add(new ErrorInterceptor());
    return ServerInterceptors.interceptForward(
        ServerInterceptors.useMarshalledMessages(
            security.guard(ServerInterceptors.intercept(definition, new LimitInterceptor(bounds))),
            PassThrough.INSTANCE),
        interceptors);
  }
}
