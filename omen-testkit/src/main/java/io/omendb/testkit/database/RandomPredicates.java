package io.omendb.testkit.database;

import static io.omendb.predicate.Predicate.column;

import io.omendb.Row;
import io.omendb.predicate.Predicate;
import io.omendb.predicate.PredicateColumn;
import java.time.Instant;
import java.util.Random;
import java.util.function.Supplier;

/** Random rows with a column of every type, and random predicates that hold for some of them. */
final class RandomPredicates {
  static final String SCHEMA =
      "b bool, i int32, l int64, f float32, d float64, t timestamp, s utf8, x binary, c utf8 not"
          + " null, v vector<float32>[3]";

  private static final String[] TEXTS = {
    "",
    "a",
    "ab",
    "ab\0",
    "Zürich",
    "zz",
    "12345678",
    "123456789",
    "12345678\0",
    "1234567",
    "a longer text than eight bytes",
    "a longer text than eight",
    "🙂 above",
    "\uffff below",
    "%_\\"
  };
  private static final long[] LONGS = {
    0, 1, -1, 5, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000
  };
  private static final double[] DOUBLES = {
    0.0, -0.0, 0.1, 1, -1.5, 0x1p53, 1e300, Double.MIN_VALUE, 0x1p63, -0x1p63, 0.5
  };

  private final Random random;
  private final int keys;

  /**
   * @param keys keys are 0..keys-1
   */
  RandomPredicates(Random random, int keys) {
    this.random = random;
    this.keys = keys;
  }

  Row row(long key) {
    Row row = Row.of(key).with("c", "c" + random.nextInt(4));
    row = maybe(row, "b", random::nextBoolean);
    row = maybe(row, "i", () -> random.nextInt(10) - 5);
    row = maybe(row, "l", this::anyLong);
    row = maybe(row, "f", () -> special() ? Float.NaN : (float) anyDouble());
    row = maybe(row, "d", () -> special() ? Double.NaN : special() ? 1 / 0.0 : anyDouble());
    row = maybe(row, "t", this::instant);
    row = maybe(row, "s", this::text);
    row = maybe(row, "x", () -> new byte[random.nextInt(3)]);
    return maybe(row, "v", () -> VectorKind.GAUSSIAN.next(random, 3));
  }

  private Row maybe(Row row, String column, Supplier<Object> value) {
    if (random.nextInt(6) == 0) {
      return row;
    }
    Object drawn = value.get();
    // No finite value of a float32 column is beyond its range.
    return row.with(
        column,
        drawn instanceof Float number && Float.isInfinite(number) ? Float.valueOf(2.5f) : drawn);
  }

  private boolean special() {
    return random.nextInt(8) == 0;
  }

  private long anyLong() {
    return random.nextBoolean() ? random.nextInt(10) : LONGS[random.nextInt(LONGS.length)];
  }

  private double anyDouble() {
    return random.nextBoolean() ? random.nextInt(10) : DOUBLES[random.nextInt(DOUBLES.length)];
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private Instant instant() {
    return Instant.parse("2026-01-31T12:00:00Z").plusMillis(random.nextInt(10) * 250L - 500);
  }

  private Object number() {
    return random.nextBoolean() ? (Object) anyLong() : (Object) anyDouble();
  }

  /** A predicate of up to so many levels of AND, OR and NOT. */
  Predicate next(int levels) {
    int choice = levels == 0 ? 9 : random.nextInt(10);
    return switch (choice) {
      case 0, 1, 2 -> next(levels - 1).and(next(levels - 1));
      case 3, 4 -> next(levels - 1).or(next(levels - 1));
      case 5, 6 -> next(levels - 1).not();
      default -> condition();
    };
  }

  private Predicate condition() {
    return switch (random.nextInt(11)) {
      case 0 -> bool();
      case 1 -> compare(column("i"), this::number);
      case 2 -> compare(column("l"), this::number);
      case 3 -> compare(column("f"), this::number);
      case 4 -> compare(column("d"), this::number);
      case 5 -> compare(column("t"), this::instantLiteral);
      case 6 -> compare(column("s"), this::text);
      case 7 -> compare(column("c"), () -> "c" + random.nextInt(5));
      case 8 -> column(random.nextBoolean() ? "s" : "c").startsWith(prefix());
      case 9 -> column(oneOf("b", "i", "l", "f", "d", "t", "s", "x", "c", "key")).isNull();
      default -> compare(column("key"), this::keyLiteral);
    };
  }

  private Predicate bool() {
    PredicateColumn bool = column("b");
    return switch (random.nextInt(3)) {
      case 0 -> bool.equalTo(random.nextBoolean());
      case 1 -> bool.notEqualTo(random.nextBoolean());
      default -> bool.in(random.nextBoolean(), random.nextBoolean());
    };
  }

  private Predicate compare(PredicateColumn column, Supplier<Object> literals) {
    return switch (random.nextInt(9)) {
      case 0 -> column.equalTo(literals.get());
      case 1 -> column.notEqualTo(literals.get());
      case 2 -> column.lessThan(literals.get());
      case 3 -> column.atMost(literals.get());
      case 4 -> column.greaterThan(literals.get());
      case 5 -> column.atLeast(literals.get());
      case 6 -> column.between(literals.get(), literals.get());
      case 7 -> column.in(many(literals, 3));
      default -> column.in(many(literals, 20));
    };
  }

  private static Object[] many(Supplier<Object> literals, int count) {
    Object[] many = new Object[count];
    for (int i = 0; i < count; i++) {
      many[i] = literals.get();
    }
    return many;
  }

  private Object instantLiteral() {
    Instant instant = instant();
    return random.nextBoolean() ? instant : (Object) (instant.toEpochMilli() * 1000);
  }

  private Object keyLiteral() {
    return switch (random.nextInt(5)) {
      case 0 -> number();
      case 1 -> random.nextInt(keys) + 0.5;
      default -> random.nextInt(keys);
    };
  }

  private String prefix() {
    String text = random.nextInt(4) == 0 ? "c" : text();
    return text.substring(0, text.offsetByCodePoints(0, random.nextInt(codePoints(text) + 1)));
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private String oneOf(String... names) {
    return names[random.nextInt(names.length)];
  }
}
