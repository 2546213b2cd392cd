package io.omendb.flight;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.server.grpc.GrpcServiceContext;
import io.omendb.server.limits.RequestBounds;
import io.omendb.server.security.Principal;
import io.omendb.server.security.Role;
import java.util.List;
import java.util.function.Supplier;

/**
 * The database as the caller of one method may use it. The server has asked for a token and can ask
 * for no more, for what a call is about stands in tickets, descriptors and bodies. Safe for
 * concurrent use.
 */
final class FlightAccess {
  private final Database database;
  private final Principal principal;
  private final RequestBounds bounds;

  /** For the call that the asking thread works for. */
  FlightAccess(GrpcServiceContext context) {
    this.database = context.database();
    this.principal = context.principal().get();
    this.bounds = context.bounds();
  }

  /** What the call may ask for. */
  RequestBounds bounds() {
    return bounds;
  }

  /** The names of the collections that the caller may see. */
  List<String> names() {
    return database.listCollections().stream().filter(principal::maySee).toList();
  }

  /**
   * A collection.
   *
   * @param role what the caller needs for what is to be done with it
   * @param operation what that is, for the message
   * @throws OmenException {@link io.omendb.ErrorCode#PERMISSION_DENIED}, {@link
   *     io.omendb.ErrorCode#COLLECTION_NOT_FOUND}
   */
  Collection collection(String name, Role role, String operation) {
    require(name, role, operation);
    return visible(() -> database.collection(name));
  }

  /**
   * Makes a collection, which asks for an administrator.
   *
   * @param field where the call has the schema
   */
  Collection create(String name, Schema schema, String field, String operation) {
    require(name, Role.ADMIN, operation);
    bounds.checkDimensions(field, schema);
    return database.createCollection(name, schema);
  }

  /** Removes a collection, which asks for an administrator. */
  void drop(String name, String operation) {
    require(name, Role.ADMIN, operation);
    visible(() -> {
      database.dropCollection(name);
      return name;
    });
  }

  private void require(String name, Role role, String operation) {
    principal.requireRole(role, operation);
    principal.requireCollection(name);
  }

  private <T> T visible(Supplier<T> step) {
    try {
      return step.get();
    } catch (OmenException e) {
      throw principal.visible(e);
    }
  }
}
