package io.omendb.benchmarks.command;

/** How much time measuring may take. */
enum Effort {
  /** As long as figures need that are worth publishing. */
  FULL,
  /** One short run of each: rough figures. */
  QUICK,
  /** Just enough to see that it works; the figures say nothing. */
  SMOKE
}
