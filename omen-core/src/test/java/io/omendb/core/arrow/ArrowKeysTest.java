package io.omendb.core.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys behind columns of every Arrow type, of which most have no place in a collection. */
final class ArrowKeysTest {
  private static final int ROWS = 3;

  @TempDir Path directory;

  static List<Field> others() {
    Field number = field("number", new ArrowType.Int(32, true));
    Field entries =
        new Field(
            "entries",
            FieldType.notNullable(new ArrowType.Struct()),
            List.of(
                new Field("key", FieldType.notNullable(new ArrowType.Int(64, true)), null),
                number));
    return List.of(
        number,
        field("Upper Case", new ArrowType.Utf8()),
        field("_x", new ArrowType.LargeUtf8()),
        field("x", new ArrowType.Utf8View()),
        field("x", new ArrowType.BinaryView()),
        field("x", new ArrowType.Bool()),
        field("x", new ArrowType.Null()),
        field("x", new ArrowType.Decimal(10, 2, 128)),
        field("x", new ArrowType.Time(TimeUnit.NANOSECOND, 64)),
        field("x", new ArrowType.Interval(IntervalUnit.DAY_TIME)),
        field("x", new ArrowType.Duration(TimeUnit.SECOND)),
        field("x", new ArrowType.FixedSizeBinary(5)),
        field("x", new ArrowType.Struct(), number, field("y", new ArrowType.Utf8())),
        field("x", new ArrowType.List(), number),
        field("x", new ArrowType.LargeList(), number),
        field("x", new ArrowType.ListView(), number),
        field("x", new ArrowType.FixedSizeList(2), number),
        field("x", new ArrowType.Map(false), entries),
        field("x", new ArrowType.Union(UnionMode.Sparse, new int[] {0}), number),
        field("x", new ArrowType.Union(UnionMode.Dense, new int[] {0}), number));
  }

  private static Field field(String name, ArrowType type, Field... children) {
    return new Field(name, FieldType.nullable(type), List.of(children));
  }

  @ParameterizedTest
  @MethodSource("others")
  void keys_behindAnyColumn_areRead(Field other) throws IOException {
    Path file = Files.write(directory.resolve("a.arrow"), file(other));
    List<Long> keys = new ArrayList<>();
    try (ArrowRowReader reader = ArrowRows.readKeys(file, "Id")) {
      assertTrue(reader.schema().columns().isEmpty());
      for (Row row : Objects.requireNonNull(reader.nextBatch())) {
        keys.add(row.key());
      }
      assertNull(reader.nextBatch());
    }
    assertEquals(List.of(7L, -7L, 7L), keys);
  }

  private static byte[] file(Field other) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BufferAllocator allocator = new RootAllocator();
        FieldVector vector = other.createVector(allocator);
        BigIntVector key = new BigIntVector("Id", allocator)) {
      vector.allocateNew();
      vector.setValueCount(ROWS);
      key.allocateNew(ROWS);
      for (int i = 0; i < ROWS; i++) {
        key.set(i, i == 1 ? -7 : 7);
      }
      key.setValueCount(ROWS);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(vector, key);
          ArrowFileWriter writer = new ArrowFileWriter(root, null, Channels.newChannel(bytes))) {
        root.setRowCount(ROWS);
        writer.start();
        writer.writeBatch();
        writer.end();
      }
    }
    return bytes.toByteArray();
  }
}
