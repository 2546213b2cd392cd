/**
 * Whether what concurrent clients saw can be explained by one order of their operations. {@link
 * io.omendb.testkit.history.History} records, {@link io.omendb.testkit.history.Linearizability}
 * judges; {@link io.omendb.testkit.history.RowOperation} is what clients do with a row.
 */
@NullMarked
package io.omendb.testkit.history;

import org.jspecify.annotations.NullMarked;
