/**
 * The gRPC services of {@code omendb.v1} over a {@link io.omendb.Database}.
 *
 * <p>Entry point: {@link io.omendb.server.grpc.OmenServer}. A call's way: the transport's one event
 * loop, {@code CallPool} (a thread of a {@code CallLane}, or a refusal), {@code RunningCalls},
 * {@code ErrorInterceptor} (every exception becomes a status), {@code AccessInterceptor} (who may
 * call, by {@code AccessRules}), {@code LimitInterceptor} (what may be asked for), one of the
 * services, {@code Requests} and {@code RowMessages} (checks and conversion), the database. Scans
 * run through {@code PacedStream} whenever the client can take more, calls of many requests through
 * {@code StreamCall}. Services of other jars ({@code GrpcServiceProvider}) go the same way.
 *
 * <p>Threading: callbacks of one call never run at the same time, but may run on different threads
 * of the pool. Everything that calls share is safe for concurrent use.
 *
 * <p>Reading order: {@code OmenServer}, {@code CallPool}, {@code ErrorInterceptor}, {@code
 * ErrorStatus}, {@code DataServiceImpl}, {@code PacedStream}.
 */
@NullMarked
package io.omendb.server.grpc;

import org.jspecify.annotations.NullMarked;
