/**
 * The tests that every {@link io.omendb.spi.storage.StorageEngine} must pass. An engine joins by
 * extending {@link io.omendb.testkit.storage.StorageEngineContract}, which is the table of
 * contents; each part of the contract is a class of its own.
 */
@NullMarked
package io.omendb.testkit.storage;

import org.jspecify.annotations.NullMarked;
