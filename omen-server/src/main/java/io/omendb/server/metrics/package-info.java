/**
 * What a Prometheus server reads from this one: {@link io.omendb.server.metrics.ServerMetrics} has
 * requests with their latencies and the figures of the JVM, {@code DatabaseCollector} those of the
 * database, made of its statistics when somebody asks. Safe for concurrent use.
 */
@NullMarked
package io.omendb.server.metrics;

import org.jspecify.annotations.NullMarked;
