/**
 * Vectors to measure with, and the truth about them. {@link
 * io.omendb.benchmarks.vectors.VectorSource} says where rows and queries come from, {@link
 * io.omendb.benchmarks.vectors.VectorFile} reads files, {@link
 * io.omendb.benchmarks.vectors.BruteForce} knows the right answers in double precision and {@link
 * io.omendb.benchmarks.vectors.Recall} compares a system's with them.
 */
@NullMarked
package io.omendb.benchmarks.vectors;

import org.jspecify.annotations.NullMarked;
