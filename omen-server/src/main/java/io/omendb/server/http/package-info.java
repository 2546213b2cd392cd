/**
 * The database over HTTP and JSON: the unary calls, an OpenAPI document, metrics, health.
 *
 * <p>Entry point: {@link io.omendb.server.http.HttpListener}. Reading order: {@code Route}, {@code
 * RouteTable}, {@code Dispatcher}, then the routes themselves: {@code CollectionRoutes}, {@code
 * RowRoutes}, {@code SearchRoutes}, {@code OperationRoutes}. One list of routes drives the
 * dispatcher and the document. Whoever has to be kept out is kept out by a {@link
 * io.omendb.server.http.Gate}.
 *
 * <p>Threads: each request has a virtual thread, which reads and writes; the database is asked by a
 * platform thread of {@code WorkPool}, of which there is a fixed number.
 */
@NullMarked
package io.omendb.server.http;

import org.jspecify.annotations.NullMarked;
