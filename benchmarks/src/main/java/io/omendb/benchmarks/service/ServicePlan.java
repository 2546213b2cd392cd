package io.omendb.benchmarks.service;

import java.nio.file.Path;
import java.util.Set;

/**
 * What to measure of a server.
 *
 * @param rows rows that it is filled with
 * @param valueBytes length of a value
 * @param operations what to measure
 * @param nanos how long each is measured, for each number of callers
 * @param directory where the data lie; there, and empty
 */
public record ServicePlan(
    int rows, int valueBytes, Set<ServiceOperation> operations, long nanos, Path directory) {
  ServiceRows serviceRows() {
    return new ServiceRows(rows, valueBytes);
  }
}
