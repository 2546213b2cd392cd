package io.omendb.flight;

import io.grpc.BindableService;
import io.omendb.server.grpc.GrpcServiceContext;
import io.omendb.server.grpc.GrpcServiceProvider;

/** Adds Arrow Flight to every server that has this jar on its class path. */
public final class FlightProvider implements GrpcServiceProvider {
  /** For {@code ServiceLoader}. */
  public FlightProvider() {}

  @Override
  public BindableService service(GrpcServiceContext context) {
    return new FlightService(context);
  }
}
