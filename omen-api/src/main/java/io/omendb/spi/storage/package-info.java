/**
 * Where bytes live: an ordered key-value space for log, catalog and manifests, and immutable blobs
 * for segments and sidecars. {@link io.omendb.spi.storage.StorageEngine} is the whole interface;
 * nothing above it knows which engine it is.
 */
@NullMarked
package io.omendb.spi.storage;

import org.jspecify.annotations.NullMarked;
