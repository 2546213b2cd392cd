package io.omendb.server.grpc;

import io.grpc.BindableService;

/**
 * Adds a gRPC service to the server from a jar of its own, on the same port and behind the same
 * guards as the server's own: calls run on the server's pool or are refused, and what a method
 * throws becomes a status, so that services simply throw {@link io.omendb.OmenException}. Found
 * through {@code ServiceLoader}, so an implementation has a public no-argument constructor without
 * side effects; Arrow Flight comes this way.
 */
public interface GrpcServiceProvider {
  /**
   * The service. Called once per server, before it listens.
   *
   * @param context what the service has at its disposal, for as long as the server runs
   */
  BindableService service(GrpcServiceContext context);
}
