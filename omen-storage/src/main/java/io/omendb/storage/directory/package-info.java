/**
 * A data directory as every engine on local disk keeps it: held by one process, marked with the
 * engine that wrote it, blobs as plain files. {@link io.omendb.storage.directory.DataDirectory} is
 * the entry point; an engine adds its key-value files under {@code kv/}.
 *
 * <pre>
 *   DIR/LOCK     held while the database is open; names the holder
 *   DIR/OMENDB   which engine wrote the directory, in which format version
 *   DIR/kv/      the key-value space, the engine's own business
 *   DIR/blobs/   one file per blob, under the blob's name
 * </pre>
 *
 * <p>Reading order: {@code DataDirectory}, {@code DirectoryLock}, {@code IdentityFile}, {@code
 * BlobDirectory}. Safe for concurrent use.
 */
@NullMarked
package io.omendb.storage.directory;

import org.jspecify.annotations.NullMarked;
