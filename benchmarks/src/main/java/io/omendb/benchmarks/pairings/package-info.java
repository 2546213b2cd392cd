/**
 * Every index engine with every storage engine and every compute engine that is present: {@link
 * io.omendb.benchmarks.pairings.Pairing} lists them, {@link
 * io.omendb.benchmarks.pairings.PairingRun} opens a database with each, checks it, then measures.
 * Engines are found by the registry, so a new one appears by itself.
 */
@NullMarked
package io.omendb.benchmarks.pairings;

import org.jspecify.annotations.NullMarked;
