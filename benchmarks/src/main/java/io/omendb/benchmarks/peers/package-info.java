/**
 * The same operations on rows of an {@code int64} key and a binary value, through OmenDB and
 * through the embedded stores that people use instead. {@link io.omendb.benchmarks.peers.Peer} is a
 * store, {@link io.omendb.benchmarks.peers.PeerSystem} says which there are, {@link
 * io.omendb.benchmarks.peers.PeerCheck} compares one with a {@code TreeMap}, {@link
 * io.omendb.benchmarks.peers.PeerRun} measures one, and {@link io.omendb.benchmarks.peers.PeerFork}
 * does so in a process of its own. A store is used by one thread, except where a method says
 * otherwise.
 */
@NullMarked
package io.omendb.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
