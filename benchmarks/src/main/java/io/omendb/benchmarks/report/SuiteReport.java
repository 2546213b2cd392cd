package io.omendb.benchmarks.report;

import java.util.List;
import java.util.Optional;

/** Makes pages and plots of one suite's results, and its section of the overview. */
public interface SuiteReport {
  /** The directory of its results below those of {@code bench index}; empty for their own. */
  String directory();

  /**
   * Reads the results and writes the suite's page and plots.
   *
   * @return the section of the overview; empty where there are no results
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INVALID_DATA} naming a file that
   *     holds something else
   */
  Optional<Section> write(ReportPlaces places);

  /** All there are, in the order of the overview. A new suite is a line here. */
  static List<SuiteReport> all() {
    return List.of(
        new IndexReport(),
        new StorageReport(),
        new VectorReport(),
        new KernelReport(),
        new ServerReport(),
        new YcsbReport(),
        new GrowthReport(),
        new EngineReport(),
        new PairingReport(),
        new GateReport());
  }
}
