package io.omendb.server.http;

import com.sun.net.httpserver.HttpServer;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.config.HttpSettings;
import io.omendb.server.config.ListenAddress;
import io.omendb.server.config.ServerKey;
import io.omendb.server.limits.RequestBounds;
import io.omendb.server.metrics.ServerMetrics;
import io.omendb.server.transfer.ServerWork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server for one database. Listens from {@link #start} until {@link #close}; does not own
 * the database and the metrics, which the caller closes after it. Safe for concurrent use.
 */
public final class HttpListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HttpListener.class.getName());
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

  private final HttpSettings settings;
  private final HttpServer server;
  private final ExecutorService exchanges =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("omen-exchange-", 0).factory());
  private final WorkPool pool;
  private final PatienceTimer timer = new PatienceTimer();
  private final Dispatcher dispatcher;
  private volatile boolean draining;

  private HttpListener(
      Database database,
      HttpSettings settings,
      HttpServer server,
      String host,
      ServerMetrics metrics,
      ServerWork work,
      Gate gate) {
    this.settings = settings;
    this.server = server;
    this.pool = new WorkPool(settings.threads(), settings.queue());
    this.dispatcher =
        new Dispatcher(
            database,
            new RouteTable(routes(metrics, work)),
            gate,
            new HostCheck(server.getAddress().getAddress().isLoopbackAddress(), host),
            pool,
            BodyReader.of(settings, timer),
            timer,
            settings.timeout(),
            new RequestBounds(settings.limits()),
            metrics);
  }

  /**
   * Listens on the address of the settings, over TLS where there are certificates.
   *
   * @param work its long work
   * @param security who may connect and ask
   * @throws OmenException as the other, and {@link ErrorCode#INVALID_ARGUMENT} where the address
   *     needs TLS or tokens that are not there
   */
  public static HttpListener start(
      Database database,
      HttpSettings settings,
      ServerMetrics metrics,
      ServerWork work,
      HttpSecurity security) {
    return start(database, settings, metrics, work, security, security::bind);
  }

  /**
   * Listens on the address of the settings, without TLS.
   *
   * @param work its long work
   * @param gate lets requests pass
   * @throws OmenException {@link ErrorCode#UNAVAILABLE} where the address is taken or not ours,
   *     {@link ErrorCode#INVALID_ARGUMENT} where the host has no address or HTTP is off
   */
  public static HttpListener start(
      Database database, HttpSettings settings, ServerMetrics metrics, ServerWork work, Gate gate) {
    return start(database, settings, metrics, work, gate, JdkServerLimits::bind);
  }

  /** Makes a server that is bound and not started. */
  private interface Binder {
    HttpServer bind(InetSocketAddress address) throws IOException;
  }

  private static HttpListener start(
      Database database,
      HttpSettings settings,
      ServerMetrics metrics,
      ServerWork work,
      Gate gate,
      Binder binder) {
    ListenAddress address = settings.address();
    if (address == null) {
      throw OmenException.invalid(ServerKey.HTTP_LISTEN.text(), "HTTP is switched off", null);
    }
    HttpListener listener =
        new HttpListener(
            database, settings, bind(address, binder), address.host(), metrics, work, gate);
    listener.server.setExecutor(listener.exchanges);
    listener.server.createContext("/", listener.dispatcher);
    listener.server.start();
    LOG.log(System.Logger.Level.INFO, "HTTP on {0}:{1}", address.host(), listener.port() + "");
    return listener;
  }

  private static HttpServer bind(ListenAddress address, Binder binder) {
    InetSocketAddress socket = new InetSocketAddress(address.host(), address.port());
    if (socket.isUnresolved()) {
      throw OmenException.invalid(
          ServerKey.HTTP_LISTEN.text(), "No address for the host '" + address.host() + "'", null);
    }
    try {
      return binder.bind(socket);
    } catch (IOException e) {
      throw new OmenException(
          ErrorCode.UNAVAILABLE,
          "Cannot listen on " + address.text() + ": " + e.getMessage(),
          ServerKey.HTTP_LISTEN.text(),
          "choose another address, port 0 for any free one, or http.listen=off",
          e);
    }
  }

  private List<Route> routes(ServerMetrics metrics, ServerWork work) {
    List<Route> all = new ArrayList<>();
    all.addAll(OperationRoutes.routes(metrics, () -> draining, () -> OpenApi.document(all)));
    all.addAll(CollectionRoutes.routes());
    all.addAll(RowRoutes.routes());
    all.addAll(WriteRoutes.routes());
    all.addAll(SearchRoutes.routes());
    all.addAll(new LongWorkRoutes(work.operations(), work.transfers()).routes());
    return all;
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Says it is not ready, and takes no new requests but those about the server itself. */
  public void drain() {
    draining = true;
    dispatcher.drain();
  }

  /**
   * Drains, lets running requests finish and drops the connections of those that take longer than
   * the grace. Returns when none touches the database any more. Idempotent.
   */
  @Override
  public void close() {
    drain();
    server.stop((int) settings.grace().plusMillis(999).toSeconds());
    exchanges.shutdown();
    try {
      while (!pool.shutdown(CLOSE_PATIENCE)) {
        LOG.log(System.Logger.Level.WARNING, "Waiting for requests to leave the database");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer.close();
  }
}
