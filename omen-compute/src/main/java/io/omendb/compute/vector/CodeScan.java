package io.omendb.compute.vector;

import java.util.List;

/** A form of the code scan: adds up table entries for the 6-bit codes of rows. */
interface CodeScan {
  /** The form that is fastest on this machine; chosen at the first use, by a probe. */
  CodeScan BEST = CodeScanProbe.fastest(List.of(new WideCodeScan(), new NarrowCodeScan()));

  /** Whether the registers of this machine have the width that the form needs. */
  boolean isAvailable();

  /**
   * See {@code ComputeEngine.sumCodes}.
   *
   * @param address of the first block
   */
  void sum(long address, int blockCount, int groups, byte[] table, short[] sums);
}
