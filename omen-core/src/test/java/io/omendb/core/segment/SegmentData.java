package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.ColumnType;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.VectorType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded row versions of any schema: nulls, deletions, several versions of a key, empty values. */
final class SegmentData {
  static final Schema ALL_TYPES =
      Schema.parse(
          "b bool, i int32, l int64, f float32, d float64, t timestamp, s utf8, y binary,"
              + " v vector<float32>[5, cosine], nb bool not null, ni int32 not null,"
              + " ns utf8 not null, nv vector<float32>[3] not null");

  private SegmentData() {}

  static List<RowVersion> random(Schema schema, int rows, long seed) {
    Random random = new Random(seed);
    List<RowVersion> versions = new ArrayList<>(rows);
    long key = random.nextLong() >> 2;
    long seq = 1_000_000;
    for (int row = 0; row < rows; row++) {
      if (row == 0 || random.nextInt(4) != 0) {
        key += 1 + random.nextInt(1000);
        seq = 1_000_000L + random.nextInt(1_000_000);
      } else {
        seq -= 1 + random.nextInt(10);
      }
      boolean deleted = random.nextInt(5) == 0;
      versions.add(
          new RowVersion(key, seq, deleted, deleted ? new Object[0] : values(schema, random)));
    }
    return versions;
  }

  /** The ends of every type's range. */
  static List<RowVersion> extremes() {
    float[] five = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0.0f, 0};
    float[] three = {1, 2, 3};
    Instant first = Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000, 0);
    Instant last = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000, 999_999_000 / 2000 * 1000);
    return List.of(
        version(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            false,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            Float.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            first,
            "",
            new byte[0],
            five,
            true,
            Integer.MAX_VALUE,
            "",
            three),
        version(
            -1,
            0,
            true,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            Float.NaN,
            Double.NaN,
            last,
            "\0\uD83D\uDE00\u00e9\uffff",
            new byte[] {0, -1},
            five,
            false,
            -1,
            "a".repeat(70),
            three),
        version(0, 0, null, null, null, null, null, null, null, null, null, false, 0, "", three),
        version(
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            true,
            -1,
            -1L,
            -0.0f,
            -0.0,
            Instant.ofEpochSecond(-1, 999_999_000),
            "x",
            new byte[300],
            five,
            true,
            0,
            "y",
            three));
  }

  private static RowVersion version(long key, long seq, @Nullable Object... values) {
    return new RowVersion(key, seq, false, values);
  }

  static @Nullable Object[] values(Schema schema, Random random) {
    @Nullable Object[] values = new @Nullable Object[schema.size()];
    for (int i = 0; i < values.length; i++) {
      Column column = schema.columns().get(i);
      boolean isNull = column.nullable() && random.nextInt(4) == 0;
      values[i] = isNull ? null : value(column.type(), random);
    }
    return values;
  }

  private static Object value(ColumnType type, Random random) {
    return switch (type) {
      case ScalarType scalar ->
          switch (scalar) {
            case BOOL -> random.nextBoolean();
            case INT32 -> random.nextInt();
            case INT64 -> random.nextLong();
            case FLOAT32 -> Float.intBitsToFloat(random.nextInt() & 0xff7fffff);
            case FLOAT64 -> random.nextGaussian();
            case TIMESTAMP ->
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1000L);
            case UTF8 -> text(random);
            case BINARY -> bytes(random);
          };
      case VectorType vector -> {
        float[] elements = new float[vector.dimension()];
        for (int i = 0; i < elements.length; i++) {
          elements[i] = random.nextFloat() * 2 - 1;
        }
        yield elements;
      }
    };
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(Random random) {
    int[] alphabet = {'a', 'z', 0, 0xe9, 0x4e2d, 0x1F600};
    int[] codePoints = new int[random.nextInt(12)];
    Arrays.setAll(codePoints, _ -> alphabet[random.nextInt(alphabet.length)]);
    return new String(codePoints, 0, codePoints.length);
  }
}
