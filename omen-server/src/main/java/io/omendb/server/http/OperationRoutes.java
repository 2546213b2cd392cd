package io.omendb.server.http;

import io.omendb.server.metrics.ServerMetrics;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What whoever runs the server asks it. */
final class OperationRoutes {
  private OperationRoutes() {}

  static List<Route> routes(
      ServerMetrics metrics, BooleanSupplier draining, Supplier<Map<String, Object>> openApi) {
    return List.of(
        new Route(
            "GET",
            "/healthz",
            "health",
            "Says that the server runs.",
            Permission.NONE,
            List.of(),
            null,
            Route.Reply.text("It runs.", Answer.TEXT),
            call -> Answer.text(200, Answer.TEXT, "ok\n")),
        new Route(
            "GET",
            "/readyz",
            "ready",
            "Says whether the database answers and the server is not about to end; 503 if not.",
            Permission.NONE,
            List.of(),
            null,
            Route.Reply.text("Requests will be answered.", Answer.TEXT),
            call -> ready(call, draining)),
        new Route(
            "GET",
            "/metrics",
            "metrics",
            "Metrics in the text form of Prometheus.",
            Permission.READ,
            List.of(),
            null,
            Route.Reply.text("The metrics.", ServerMetrics.CONTENT_TYPE),
            call -> {
              call.principal().requireAllCollections("metrics"); // they name collections
              return Answer.text(200, ServerMetrics.CONTENT_TYPE, metrics.scrape());
            }),
        new Route(
            "GET",
            "/openapi.json",
            "openApi",
            "This document.",
            Permission.NONE,
            List.of(),
            null,
            Route.Reply.json("An OpenAPI 3.0 document.", Map.of("type", "object")),
            call -> Answer.json(openApi.get())));
  }

  /** Asks the database something that needs no collection; where it is closed that throws. */
  private static Answer ready(Call call, BooleanSupplier draining) {
    if (draining.getAsBoolean()) {
      return Answer.text(503, Answer.TEXT, "draining\n");
    }
    int collections = call.database().listCollections().size();
    return Answer.text(200, Answer.TEXT, "ready, " + collections + " collections\n");
  }
}
