package io.omendb.core.filter;

import io.omendb.Cancellation;
import io.omendb.Schema;
import io.omendb.core.filter.Condition.AllOf;
import io.omendb.core.filter.Condition.AnyOf;
import io.omendb.core.filter.Condition.Nulls;
import io.omendb.core.filter.Condition.Values;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.ZoneMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter over one segment, evaluated in blocks of {@value ZoneMap#BLOCK_ROWS} rows. What the zone
 * maps of the segment can decide costs no look at the values. The caller holds a reference of the
 * segment. For one thread.
 */
public final class SegmentFilter {
  private static final int NOTHING = -1;
  private static final int WORDS = ZoneMap.BLOCK_ROWS / Long.SIZE;

  private final Condition condition;
  private final Segment segment;
  private final Schema schema;

  /** By position in the schema plus one, the first that of the keys; made when first asked for. */
  private final @Nullable BlockColumn[] columns;

  /** Words for the terms of nested conditions, by depth. */
  private final List<long[]> scratch = new ArrayList<>();

  private final long[] words = new long[WORDS];
  private int evaluated = NOTHING;
  private int blocks;
  private int blocksSkipped;

  SegmentFilter(Condition condition, Segment segment, Schema schema) {
    this.condition = condition;
    this.segment = segment;
    this.schema = schema;
    this.columns = new @Nullable BlockColumn[schema.size() + 1];
  }

  /** Blocks that were evaluated. */
  public int blocks() {
    return blocks;
  }

  /** Those of them in which the zone maps admit no row. */
  public int blocksSkipped() {
    return blocksSkipped;
  }

  /** Whether the filter is true for a row; fast where rows are asked in order, either way. */
  public boolean matches(int row) {
    int block = row / ZoneMap.BLOCK_ROWS;
    evaluate(block);
    return Bits.get(words, row - BlockColumn.firstRow(block));
  }

  /** Which rows of {@code firstRow <= row < endRow} the filter is true for; deleted ones never. */
  public RowBitmap matches(int firstRow, int endRow) {
    RowBitmap bitmap = new RowBitmap(firstRow, endRow);
    if (firstRow < endRow) {
      int last = (endRow - 1) / ZoneMap.BLOCK_ROWS;
      for (int block = firstRow / ZoneMap.BLOCK_ROWS; block <= last; block++) {
        evaluate(block);
        bitmap.set(BlockColumn.firstRow(block), words);
      }
    }
    return bitmap;
  }

  private void evaluate(int block) {
    if (evaluated == block) {
      return;
    }
    Cancellation.check();
    evaluated = NOTHING;
    blocks++;
    switch (verdict(condition, block)) {
      case NONE -> {
        blocksSkipped++;
        Arrays.fill(words, 0);
      }
      case ALL -> Bits.setFirst(keys().rowsOf(block), words);
      case SOME -> evaluate(condition, block, 0, words);
    }
    if (segment.reader().hasDeleted()) {
      long[] deleted = scratch(0);
      Bits.load(
          segment.reader().deletedBits(),
          BlockColumn.firstRow(block),
          keys().rowsOf(block),
          deleted);
      Bits.andNot(words, deleted);
    }
    evaluated = block;
  }

  private Verdict verdict(Condition part, int block) {
    return switch (part) {
      case AllOf(List<Condition> terms) -> {
        Verdict all = Verdict.ALL;
        for (Condition term : terms) {
          Verdict verdict = verdict(term, block);
          if (verdict == Verdict.NONE) {
            yield Verdict.NONE;
          }
          all = verdict == Verdict.SOME ? Verdict.SOME : all;
        }
        yield all;
      }
      case AnyOf(List<Condition> terms) -> {
        Verdict any = Verdict.NONE;
        for (Condition term : terms) {
          Verdict verdict = verdict(term, block);
          if (verdict == Verdict.ALL) {
            yield Verdict.ALL;
          }
          any = verdict == Verdict.SOME ? Verdict.SOME : any;
        }
        yield any;
      }
      case Nulls(int column, boolean negated) ->
          column(column).hasNulls() ? Verdict.SOME : negated ? Verdict.ALL : Verdict.NONE;
      case Values values -> column(values.column()).verdict(block, values.test(), values.negated());
    };
  }

  private void evaluate(Condition part, int block, int depth, long[] out) {
    switch (part) {
      case AllOf(List<Condition> terms) -> {
        Bits.setFirst(keys().rowsOf(block), out);
        for (Condition term : terms) {
          long[] one = scratch(depth);
          evaluate(term, block, depth + 1, one);
          Bits.and(out, one);
          if (Bits.isEmpty(out)) {
            return;
          }
        }
      }
      case AnyOf(List<Condition> terms) -> {
        Arrays.fill(out, 0);
        for (Condition term : terms) {
          long[] one = scratch(depth);
          evaluate(term, block, depth + 1, one);
          Bits.or(out, one);
        }
      }
      case Nulls(int column, boolean negated) -> {
        if (negated) {
          column(column).valid(block, out);
        } else {
          long[] valid = scratch(depth);
          column(column).valid(block, valid);
          Bits.setFirst(keys().rowsOf(block), out);
          Bits.andNot(out, valid);
        }
      }
      case Values values -> evaluate(values, block, depth, out);
    }
  }

  private void evaluate(Values values, int block, int depth, long[] out) {
    BlockColumn column = column(values.column());
    switch (column.verdict(block, values.test(), values.negated())) {
      case NONE -> Arrays.fill(out, 0);
      case ALL -> Bits.setFirst(column.rowsOf(block), out);
      case SOME -> {
        column.valid(block, out);
        long[] passed = scratch(depth);
        column.test(block, values.test(), passed);
        if (values.negated()) {
          Bits.andNot(out, passed);
        } else {
          Bits.and(out, passed);
        }
      }
    }
  }

  private long[] scratch(int depth) {
    while (scratch.size() <= depth) {
      scratch.add(new long[WORDS]);
    }
    return scratch.get(depth);
  }

  private BlockColumn keys() {
    return column(Condition.KEY);
  }

  private BlockColumn column(int ordinal) {
    BlockColumn known = columns[ordinal + 1];
    if (known == null) {
      known =
          ordinal == Condition.KEY
              ? BlockColumn.ofKeys(segment)
              : BlockColumn.of(segment, schema.columns().get(ordinal), ordinal);
      columns[ordinal + 1] = known;
    }
    return known;
  }
}
