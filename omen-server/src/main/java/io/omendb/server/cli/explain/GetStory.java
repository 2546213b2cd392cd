package io.omendb.server.cli.explain;

import io.omendb.GetPlan;
import io.omendb.GetPlan.Answer;
import io.omendb.GetPlan.LevelLookup;
import io.omendb.GetPlan.MemTableLookup;
import io.omendb.GetPlan.Probe;
import io.omendb.GetPlan.SegmentLookup;
import java.util.ArrayList;
import java.util.List;

/** What a get did, as a tree for a person. */
public final class GetStory {
  /** So many segments that did not matter are named, more of them in a row are counted. */
  private static final int PASSED_NAMED = 3;

  private GetStory() {}

  /** The lines of the story. */
  public static List<String> tell(String collection, GetPlan plan) {
    Tree root =
        new Tree(
            String.format(
                "get %d from %s at commit %d: %s, %s",
                plan.key(), collection, plan.seq(), outcome(plan), Words.time(plan.totalNanos())));
    for (MemTableLookup memTable : plan.memTables()) {
      root.add(
          "memtable, "
              + Words.count(memTable.versions(), "version")
              + ": "
              + (memTable.answer() == Answer.NOT_ASKED
                  ? "not asked"
                  : answer(memTable.answer()) + ", " + Words.time(memTable.nanos())));
    }
    Passed passed = new Passed(root);
    for (LevelLookup level : plan.levels()) {
      if (level.segments().size() == 1) {
        tell(root, level.segments().getFirst(), passed);
        continue;
      }
      passed.end();
      Tree below =
          root.add(
              "level of " + Words.count(level.segments().size(), "segment") + ": " + level.index());
      Passed passedBelow = new Passed(below);
      level.segments().forEach(segment -> tell(below, segment, passedBelow));
      passedBelow.end();
    }
    passed.end();
    List<String> lines = root.lines();
    lines.add("Each time is the median of " + plan.repetitions() + " measurements on warm caches.");
    return lines;
  }

  private static String outcome(GetPlan plan) {
    return switch (plan.source()) {
      case MEMTABLE -> "a row, from a memtable";
      case SEGMENT -> "a row, from a segment";
      case DELETED -> "no row, it was deleted";
      case NOWHERE -> "no row, the key is nowhere";
    };
  }

  private static String answer(Answer answer) {
    return switch (answer) {
      case NOT_ASKED -> "not asked";
      case FILTERED -> "not there, says its key filter";
      case ABSENT -> "not there";
      case FOUND -> "found";
      case DELETED -> "found, as deleted";
    };
  }

  private static void tell(Tree tree, SegmentLookup segment, Passed passed) {
    Probe probe = segment.probe();
    if (segment.answer() == Answer.FILTERED) {
      passed.end();
      tree.add(name(segment) + ": " + answer(segment.answer()));
      return;
    }
    if (probe == null) {
      passed.add(segment);
      return;
    }
    passed.end();
    Tree node =
        tree.add(
            name(segment) + ": " + answer(segment.answer()) + ", " + Words.time(probe.nanos()));
    node.add(index(segment));
    node.add(position(segment, probe));
  }

  private static String name(SegmentLookup segment) {
    return String.format(
        "segment %s, %s, keys %d..%d",
        segment.name(), Words.count(segment.rows(), "row"), segment.minKey(), segment.maxKey());
  }

  private static String index(SegmentLookup segment) {
    String chosen =
        segment.indexChosen().equals(segment.indexEngine())
            ? ""
            : " chose " + segment.indexChosen();
    String reason = segment.indexReason().isEmpty() ? "" : " (" + segment.indexReason() + ")";
    return "index " + segment.indexEngine() + chosen + reason;
  }

  private static String position(SegmentLookup segment, Probe probe) {
    String expected =
        segment.learned()
            ? String.format(
                "predicts row %d, in %d..%d", probe.predicted(), probe.low(), probe.high())
            : String.format("has no model and searches rows %d..%d", probe.low(), probe.high());
    if (probe.position().isEmpty()) {
      return expected + "; the key is not there";
    }
    int actual = probe.position().getAsInt();
    if (!segment.learned()) {
      return expected + "; it is row " + actual;
    }
    return String.format(
        "%s; it is row %d, off by %d, %s",
        expected,
        actual,
        probe.error().orElseThrow(),
        probe.insideBounds() ? "inside the bounds" : "outside the bounds and searched for");
  }

  /** Segments in a row that were not asked. */
  private static final class Passed {
    private final Tree tree;
    private final List<SegmentLookup> segments = new ArrayList<>();

    Passed(Tree tree) {
      this.tree = tree;
    }

    void add(SegmentLookup segment) {
      segments.add(segment);
    }

    /** Names or counts what has gathered. */
    void end() {
      if (segments.size() <= PASSED_NAMED) {
        segments.forEach(segment ->
            tree.add(
                name(segment)
                    + (segment.admits() ? ": not asked" : ": not asked, the key is out of range")));
      } else {
        long outside = segments.stream().filter(segment -> !segment.admits()).count();
        tree.add(
            Words.count(segments.size(), "segment")
                + " not asked"
                + (outside == 0
                    ? ""
                    : outside == segments.size()
                        ? ", the key is out of their ranges"
                        : ", the key is out of range of " + outside));
      }
      segments.clear();
    }
  }
}
