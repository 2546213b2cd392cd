package io.omendb.benchmarks.peers;

import java.nio.file.Path;
import java.util.Set;

/**
 * What to measure of one store.
 *
 * @param system the store
 * @param rows rows it is filled with
 * @param valueBytes length of a value
 * @param operations what to report; the store is filled in any case
 * @param nanos how long each operation is timed
 * @param directory where the data lie; there, and empty
 */
public record PeerPlan(
    PeerSystem system,
    int rows,
    int valueBytes,
    Set<Operation> operations,
    long nanos,
    Path directory) {}
