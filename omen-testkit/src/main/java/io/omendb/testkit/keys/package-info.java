/**
 * Keys to test and to measure with: {@link io.omendb.testkit.keys.DataSet} generates sorted keys of
 * many shapes, {@link io.omendb.testkit.keys.Probes} keys to look up, {@link
 * io.omendb.testkit.keys.KeySegments} puts keys where an index reads them. Everything follows from
 * a seed; stateless.
 */
@NullMarked
package io.omendb.testkit.keys;

import org.jspecify.annotations.NullMarked;
