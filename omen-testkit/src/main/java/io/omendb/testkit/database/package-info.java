/**
 * What every {@link io.omendb.Database} must do, as a test: {@link
 * io.omendb.testkit.database.DatabaseContract}, which a subclass runs against an embedded database
 * or a remote one. It joins the parts, {@code CollectionContract} to {@code LearnedIndexContract},
 * one concern each; {@link io.omendb.testkit.database.Stage} moves rows down the levels between
 * their steps. Only the API is used. Single-threaded.
 */
@NullMarked
package io.omendb.testkit.database;

import org.jspecify.annotations.NullMarked;
