/**
 * Rows from files and to files, for the command line and for a server. {@link
 * io.omendb.server.transfer.Importer} reads a {@code RowSource} and commits batches, {@link
 * io.omendb.server.transfer.Exporter} writes a {@code RowSink}; {@link
 * io.omendb.server.transfer.FileFormat} chooses both by the file's name. Each is for one thread.
 * {@link io.omendb.server.transfer.Transfers} runs them as operations of a server, on files of its
 * {@link io.omendb.server.transfer.TransferDirectory}.
 */
@NullMarked
package io.omendb.server.transfer;

import org.jspecify.annotations.NullMarked;
