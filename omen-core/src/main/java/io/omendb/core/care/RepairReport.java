package io.omendb.core.care;

import java.util.List;

/**
 * What a repair did, or would do.
 *
 * @param dryRun whether nothing was changed
 * @param actions in the order in which they were done
 * @param problems what is left: after a repair what a new verification found, in a dry run what the
 *     actions would not mend
 */
public record RepairReport(boolean dryRun, List<Action> actions, List<Problem> problems) {
  /**
   * One change.
   *
   * @param kind what it is
   * @param file what it is done to
   * @param detail for people: why, or what is lost
   */
  public record Action(Kind kind, String file, String detail) {}

  /** What a repair can do. */
  public enum Kind {
    /** Trains the index of a segment again. */
    RETRAIN,
    /** Writes the codes of a segment's vectors again. */
    ENCODE,
    /** Removes a file that nobody needs. */
    REMOVE,
    /** Sets a damaged segment aside, with the loss of its rows. */
    QUARANTINE
  }

  public RepairReport {
    actions = List.copyOf(actions);
    problems = List.copyOf(problems);
  }

  /** Whether the database is whole afterwards, or would be. */
  public boolean ok() {
    return problems.stream().allMatch(p -> p.severity() == Problem.Severity.LEFTOVER);
  }
}
