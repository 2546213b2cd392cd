/**
 * What a database knows about its collections, and where each record lies in the key-value space:
 * {@link io.omendb.core.catalog.StorageKeys} is the map, {@link io.omendb.core.catalog.Catalog} the
 * list of collections.
 */
@NullMarked
package io.omendb.core.catalog;

import org.jspecify.annotations.NullMarked;
