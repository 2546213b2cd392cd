package io.omendb.server.http;

import io.omendb.OmenException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. Immutable. */
final class RouteTable {
  /**
   * A route with the values of its path's variables.
   *
   * @param route the route
   * @param variables by name, decoded
   */
  record Match(Route route, Map<String, String> variables) {}

  private final List<Route> routes;

  RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  List<Route> routes() {
    return routes;
  }

  /**
   * The route of a method and a path.
   *
   * @param rawPath as it came, percent-encoded
   * @throws Refusal where there is none
   */
  Match find(String method, String rawPath) {
    String[] segments = rawPath.split("/", -1);
    List<Route> others = new ArrayList<>();
    for (Route route : routes) {
      Map<String, String> variables = match(route, segments);
      if (variables != null && route.method().equals(method)) {
        return new Match(route, variables);
      }
      if (variables != null) {
        others.add(route);
      }
    }
    if (others.isEmpty()) {
      throw Refusal.noSuchPath();
    }
    throw Refusal.wrongMethod(
        others.stream().map(Route::method).distinct().sorted().collect(Collectors.joining(", ")));
  }

  /** The variables; null where the path is another. Literals win over variables by their colon. */
  private static @Nullable Map<String, String> match(Route route, String[] segments) {
    String[] pattern = route.path().split("/", -1);
    if (pattern.length != segments.length) {
      return null;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < pattern.length; i++) {
      String part = pattern[i];
      if (part.startsWith("{")) {
        variables.put(part.substring(1, part.length() - 1), decoded(segments[i]));
      } else if (!part.equals(segments[i])) {
        return null;
      }
    }
    return variables;
  }

  /** A part of a path or a query as it is meant. */
  static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw OmenException.invalid(
          "path", "The address is not percent-encoded UTF-8", "encode it anew");
    }
  }
}
