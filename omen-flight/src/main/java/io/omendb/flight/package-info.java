/**
 * Arrow Flight on the gRPC server: {@code pyarrow.flight}, or any other Flight client, reads and
 * writes collections without a client of ours.
 *
 * <p>Entry point: {@link io.omendb.flight.FlightProvider}, which the server finds when this jar is
 * on its class path. The service shares the server's port, and so its TLS, tokens, pool and limits;
 * it throws {@link io.omendb.OmenException} and the server makes statuses of them.
 *
 * <p>Threading: callbacks of one call never run at the same time. Reading order: {@code
 * FlightService} (the methods), {@code FlightQuery} (what commands and tickets say), {@code
 * FlightScan} (reading), {@code PutCall} (writing), {@code FlightAction}.
 */
@NullMarked
package io.omendb.flight;

import org.jspecify.annotations.NullMarked;
