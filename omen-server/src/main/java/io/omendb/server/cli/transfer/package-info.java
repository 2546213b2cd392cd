/**
 * Rows from files and to files. {@link io.omendb.server.cli.transfer.Importer} reads a {@code
 * RowSource} and commits batches, {@link io.omendb.server.cli.transfer.Exporter} writes a {@code
 * RowSink}; {@link io.omendb.server.cli.transfer.FileFormat} chooses both by the file's name. For
 * one thread.
 */
@NullMarked
package io.omendb.server.cli.transfer;

import org.jspecify.annotations.NullMarked;
