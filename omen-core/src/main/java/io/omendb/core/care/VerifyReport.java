package io.omendb.core.care;

import java.util.List;

/**
 * What a verification read and found.
 *
 * @param collections collections whose catalog record could be read
 * @param records records of the key-value space: catalog, refs, manifests, log
 * @param segments segments that manifests name
 * @param rows row versions read from segments, deleted ones included
 * @param files blobs: segments, sidecars and what nobody names
 * @param bytes bytes of the blobs and the records
 * @param problems in the order in which they were found
 */
public record VerifyReport(
    int collections,
    long records,
    int segments,
    long rows,
    int files,
    long bytes,
    List<Problem> problems) {
  public VerifyReport {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is damaged; what a crash left behind is no damage. */
  public boolean ok() {
    return problems.stream().allMatch(p -> p.severity() == Problem.Severity.LEFTOVER);
  }
}
