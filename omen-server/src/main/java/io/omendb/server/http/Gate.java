package io.omendb.server.http;

import com.sun.net.httpserver.HttpExchange;
import io.omendb.server.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of every request: knows the caller by the request's headers, or by the
 * certificate of an {@code HttpsExchange}, and throws where the caller may not do what the route
 * does. Called before the body is read. Safe for concurrent use.
 */
@FunctionalInterface
public interface Gate {
  /** Lets everybody do everything. */
  Gate OPEN = (exchange, permission, collection) -> Principal.ANYONE;

  /**
   * Lets the request pass by returning.
   *
   * @param exchange the request; its body must not be read and nothing may be answered
   * @param permission what the route needs
   * @param collection the collection it is about, not checked for existence; null where it is about
   *     none
   * @return who the caller is
   * @throws io.omendb.OmenException whose code becomes the status of the answer
   */
  Principal admit(HttpExchange exchange, Permission permission, @Nullable String collection);
}
