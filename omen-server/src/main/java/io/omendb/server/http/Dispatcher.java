package io.omendb.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.limits.RequestBounds;
import io.omendb.server.metrics.ServerMetrics;
import io.omendb.server.security.Principal;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests: finds the route, asks the gate, reads the body, has a thread of the pool do the
 * work, and sends what came of it. Safe for concurrent use.
 */
final class Dispatcher implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");
  private static final byte[] NO_CONTENT = {};

  private final Database database;
  private final RouteTable routes;
  private final Gate gate;
  private final HostCheck hosts;
  private final WorkPool pool;
  private final BodyReader bodies;
  private final PatienceTimer timer;
  private final Duration patience;
  private final RequestBounds bounds;
  private final ServerMetrics metrics;
  private volatile boolean draining;

  Dispatcher(
      Database database,
      RouteTable routes,
      Gate gate,
      HostCheck hosts,
      WorkPool pool,
      BodyReader bodies,
      PatienceTimer timer,
      Duration patience,
      RequestBounds bounds,
      ServerMetrics metrics) {
    this.database = database;
    this.routes = routes;
    this.gate = gate;
    this.hosts = hosts;
    this.pool = pool;
    this.bodies = bodies;
    this.timer = timer;
    this.patience = patience;
    this.bounds = bounds;
    this.metrics = metrics;
  }

  /** From now on only questions about the server itself are answered. */
  void drain() {
    draining = true;
  }

  @Override
  public void handle(HttpExchange exchange) {
    long started = System.nanoTime();
    String method = exchange.getRequestMethod();
    String path = "none";
    int status = 0;
    metrics.httpBegun();
    try (exchange) {
      Answer answer;
      try {
        RouteTable.Match match = find(exchange, method);
        path = match.route().path();
        answer = answer(exchange, match);
      } catch (ExecutionException e) {
        answer = HttpErrors.answer(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        answer = HttpErrors.answer(new OmenException(ErrorCode.UNAVAILABLE, "The server ends"));
      } catch (Throwable failure) { // Whatever it is, the caller must not wait for ever.
        answer = HttpErrors.answer(failure);
      }
      status = answer.status();
      send(exchange, answer);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The client is gone", e);
    } finally {
      metrics.httpEnded(
          METHODS.contains(method) ? method : "other", path, status, System.nanoTime() - started);
    }
  }

  private RouteTable.Match find(HttpExchange exchange, String method) {
    Headers headers = exchange.getRequestHeaders();
    hosts.check(headers.getFirst("Host"), headers.getFirst("Origin"));
    return routes.find(method, exchange.getRequestURI().getRawPath());
  }

  private Answer answer(HttpExchange exchange, RouteTable.Match match)
      throws ExecutionException, InterruptedException {
    Route route = match.route();
    Principal principal =
        gate.admit(exchange, route.permission(), match.variables().get(Route.COLLECTION));
    String query = exchange.getRequestURI().getRawQuery();
    if (!route.asksDatabase()) {
      return handle(route, new Call(database, principal, match, query, bounds, NO_CONTENT));
    }
    if (draining) {
      throw new OmenException(ErrorCode.UNAVAILABLE, "The server is about to end", "try another");
    }
    if (route.body() == null) {
      return pool.run(
          () -> handle(route, new Call(database, principal, match, query, bounds, NO_CONTENT)));
    }
    checkJson(exchange.getRequestHeaders().getFirst("Content-Type"));
    try (BodyReader.Body body = bodies.read(exchange)) {
      byte[] content = body.bytes();
      return pool.run(
          () -> handle(route, new Call(database, principal, match, query, bounds, content)));
    }
  }

  /** What the caller may not see, an error does not tell either. */
  private static Answer handle(Route route, Call call) {
    try {
      Answer answer = route.handler().handle(call);
      if (route.asksDatabase()) {
        call.bounds().checkAnswer(answer.body().length);
      }
      return answer;
    } catch (OmenException e) {
      throw call.principal().visible(e);
    }
  }

  /** Also keeps out what a form of a web page can send. */
  private static void checkJson(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0];
    if (!type.strip().toLowerCase(Locale.ROOT).equals(Answer.JSON)) {
      throw Refusal.notJson();
    }
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    try (PatienceTimer.Guard _ = timer.begin(patience)) {
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }
}
