/**
 * Where answers go: {@link io.omendb.server.cli.console.Console} is standard output and standard
 * error, {@link io.omendb.server.cli.console.RowPrinter} prints rows as a table, JSON, JSON lines
 * or CSV. For one thread.
 */
@NullMarked
package io.omendb.server.cli.console;

import org.jspecify.annotations.NullMarked;
