package io.omendb.core.filter;

import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.core.filter.Condition.AllOf;
import io.omendb.core.filter.Condition.AnyOf;
import io.omendb.core.filter.Condition.Nulls;
import io.omendb.core.filter.Condition.Values;
import io.omendb.predicate.Literal;
import io.omendb.predicate.Operator;
import io.omendb.predicate.Predicate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Compiles predicates that fit a schema. */
final class ConditionCompiler {
  private static final Condition NEVER = new AnyOf(List.of());

  private final Schema schema;

  ConditionCompiler(Schema schema) {
    this.schema = schema;
  }

  /**
   * The condition that is true where the predicate is true, or, negated, where it is false. By the
   * laws of De Morgan, which hold in Kleene's logic too.
   */
  Condition compile(Predicate predicate, boolean negated) {
    return switch (predicate) {
      case Predicate.Not not -> compile(not.term(), !negated);
      case Predicate.And and -> negated ? any(and.terms(), true) : all(and.terms(), false);
      case Predicate.Or or -> negated ? all(or.terms(), true) : any(or.terms(), false);
      case Predicate.Comparison c when c.operator() == Operator.NOT_EQUAL ->
          compare(c.column(), Operator.EQUAL, c.literal(), !negated);
      case Predicate.Comparison c -> compare(c.column(), c.operator(), c.literal(), negated);
      case Predicate.In in -> oneOf(in.column(), in.literals(), negated);
      case Predicate.StartsWith s ->
          new Values(ordinal(s.column()), new TextTest.StartsWith(utf8(s.prefix())), negated);
      case Predicate.IsNull isNull -> isNull(isNull.column(), negated);
    };
  }

  private Condition all(List<Predicate> terms, boolean negated) {
    List<Condition> all = new ArrayList<>();
    Map<Integer, LongRange> ranges = new LinkedHashMap<>();
    compiled(terms, negated).forEach(term -> gather(term, all, ranges));
    ranges.forEach((column, range) -> all.add(inRange(column, range, false)));
    return all.size() == 1 ? all.getFirst() : new AllOf(inOrder(all));
  }

  /** Adds a term of AND; ranges of one column become one, as BETWEEN means it. */
  private static void gather(Condition term, List<Condition> all, Map<Integer, LongRange> ranges) {
    if (term instanceof AllOf(List<Condition> terms)) {
      terms.forEach(part -> gather(part, all, ranges));
    } else if (term instanceof Values(int column, LongTest.InRange test, boolean negated)
        && !negated) {
      ranges.merge(column, test.range(), LongRange::and);
    } else {
      all.add(term);
    }
  }

  private Condition any(List<Predicate> terms, boolean negated) {
    return new AnyOf(inOrder(compiled(terms, negated)));
  }

  private List<Condition> compiled(List<Predicate> terms, boolean negated) {
    return terms.stream().map(term -> compile(term, negated)).toList();
  }

  /** Cheap ones first: the others need not be asked where these leave nothing open. */
  private static List<Condition> inOrder(List<Condition> terms) {
    return terms.stream().sorted(Comparator.comparingInt(Condition::cost)).toList();
  }

  private Condition isNull(String column, boolean negated) {
    int ordinal = ordinal(column);
    if (ordinal != Condition.KEY) {
      return new Nulls(ordinal, negated);
    }
    return negated ? inRange(Condition.KEY, LongRange.ALL, false) : NEVER;
  }

  private Condition compare(String column, Operator operator, Literal literal, boolean negated) {
    int ordinal = ordinal(column);
    ScalarType type = type(ordinal);
    return switch (type) {
      case BOOL -> new Values(ordinal, new BoolTest(bool(literal)), negated);
      case INT32, INT64, TIMESTAMP ->
          inRange(ordinal, LongRange.of(operator, whole(type, column, literal)), negated);
      case FLOAT32, FLOAT64 -> inRange(ordinal, floats(type, operator, literal), negated);
      case UTF8 -> new Values(ordinal, TextTest.of(operator, text(literal)), negated);
      case BINARY -> throw new AssertionError("checked before");
    };
  }

  private static Condition inRange(int ordinal, LongRange range, boolean negated) {
    // No value is in the empty range; a test of it would have no bounds.
    return range.isEmpty()
        ? negated ? inRange(ordinal, LongRange.ALL, false) : NEVER
        : new Values(ordinal, new LongTest.InRange(range), negated);
  }

  private Condition oneOf(String column, List<Literal> literals, boolean negated) {
    int ordinal = ordinal(column);
    ScalarType type = type(ordinal);
    return switch (type) {
      case BOOL -> {
        List<Condition> tests =
            literals.stream()
                .distinct()
                .map(literal -> compare(column, Operator.EQUAL, literal, negated))
                .toList();
        yield negated ? new AllOf(tests) : new AnyOf(tests);
      }
      case INT32, INT64, TIMESTAMP ->
          oneOf(
              ordinal,
              literals.stream()
                  .map(literal -> LongRange.of(Operator.EQUAL, whole(type, column, literal))),
              negated);
      case FLOAT32, FLOAT64 ->
          oneOf(
              ordinal,
              literals.stream().map(literal -> floats(type, Operator.EQUAL, literal)),
              negated);
      case UTF8 ->
          new Values(
              ordinal,
              new TextTest.OneOf(literals.stream().map(ConditionCompiler::text).toList()),
              negated);
      case BINARY -> throw new AssertionError("checked before");
    };
  }

  /** Values of ranges of at most two; two are the zeros. */
  private static Condition oneOf(int ordinal, Stream<LongRange> ranges, boolean negated) {
    long[] values =
        ranges
            .filter(range -> !range.isEmpty())
            .flatMapToLong(range -> LongStream.rangeClosed(range.low(), range.high()))
            .toArray();
    return values.length == 0
        ? inRange(ordinal, LongRange.NONE, negated)
        : new Values(ordinal, new LongTest.OneOf(values), negated);
  }

  private int ordinal(String column) {
    return column.equals("key") ? Condition.KEY : schema.ordinal(column);
  }

  private ScalarType type(int ordinal) {
    return ordinal == Condition.KEY
        ? ScalarType.INT64
        : (ScalarType) schema.columns().get(ordinal).type();
  }

  private static boolean bool(Literal literal) {
    return ((Literal.Bool) literal).value();
  }

  private static byte[] text(Literal literal) {
    return utf8(((Literal.Text) literal).value());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Literal whole(ScalarType type, String column, Literal literal) {
    return type == ScalarType.TIMESTAMP && literal instanceof Literal.Text text
        ? new Literal.Int64(text.micros(column))
        : literal;
  }

  /**
   * With the literal rounded to the column's type as a written value is; beyond float32 as it is.
   */
  private static LongRange floats(ScalarType type, Operator operator, Literal literal) {
    boolean narrow = type == ScalarType.FLOAT32;
    double rounded =
        switch (literal) {
          case Literal.Int64(long value) -> narrow ? (float) value : (double) value;
          case Literal.Float64(double value) ->
              narrow && Float.isFinite((float) value) ? (float) value : value;
          case Literal.Text _, Literal.Bool _ -> throw new AssertionError("checked before");
        };
    return FloatOrder.range(operator, rounded, narrow);
  }
}
