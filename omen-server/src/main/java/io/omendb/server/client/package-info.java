/**
 * A database on a server, behind the same interfaces as an embedded one: {@code
 * Database.open("grpc://127.0.0.1:7617")}, or {@code grpcs:} over TLS.
 *
 * <p>Entry point: {@link io.omendb.server.client.GrpcDatabaseProvider}. Every call is one RPC on
 * one connection; errors arrive as the {@link io.omendb.OmenException} that the server threw. Safe
 * for concurrent use but for cursors. Reading order: {@code Connector}, {@code RemoteDatabase},
 * {@code RemoteCollection}, {@code RemoteCursor}, {@code Calls}.
 */
@NullMarked
package io.omendb.server.client;

import org.jspecify.annotations.NullMarked;
