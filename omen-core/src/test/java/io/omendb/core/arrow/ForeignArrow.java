package io.omendb.core.arrow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Arrow data written by Arrow's own library: keys 0, 1, 2 and one more column. */
final class ForeignArrow {
  static final int ROWS = 3;

  private ForeignArrow() {}

  static Field nullable(String name, ArrowType type, Field... children) {
    return new Field(name, FieldType.nullable(type), List.of(children));
  }

  /** A stream with the column of that field, which {@code filler} fills with three values. */
  static byte[] stream(Field field, Consumer<FieldVector> filler) {
    return write(field, filler, false);
  }

  static byte[] write(Field field, Consumer<FieldVector> filler, boolean file) {
    try (BufferAllocator allocator = new RootAllocator();
        BigIntVector key = new BigIntVector("key", allocator);
        FieldVector vector = field.createVector(allocator)) {
      filler.accept(vector);
      vector.setValueCount(ROWS);
      return write(key, vector, new MapDictionaryProvider(), file);
    }
  }

  /** A stream with the texts b, a, null as positions in a dictionary a, b. */
  static byte[] dictionary(boolean file) {
    try (BufferAllocator allocator = new RootAllocator();
        BigIntVector key = new BigIntVector("key", allocator);
        VarCharVector entries = new VarCharVector("entries", allocator);
        VarCharVector plain = new VarCharVector("x", allocator)) {
      entries.allocateNew();
      entries.setSafe(0, "a".getBytes(StandardCharsets.UTF_8));
      entries.setSafe(1, "b".getBytes(StandardCharsets.UTF_8));
      entries.setValueCount(2);
      plain.allocateNew();
      plain.setSafe(0, "b".getBytes(StandardCharsets.UTF_8));
      plain.setSafe(1, "a".getBytes(StandardCharsets.UTF_8));
      plain.setValueCount(ROWS);
      Dictionary dictionary =
          new Dictionary(entries, new DictionaryEncoding(9, false, new ArrowType.Int(8, true)));
      try (FieldVector encoded = (FieldVector) DictionaryEncoder.encode(plain, dictionary)) {
        return write(key, encoded, new MapDictionaryProvider(dictionary), file);
      }
    }
  }

  private static byte[] write(
      BigIntVector key, FieldVector vector, MapDictionaryProvider dictionaries, boolean file) {
    key.allocateNew(ROWS);
    for (int i = 0; i < ROWS; i++) {
      key.set(i, i);
    }
    key.setValueCount(ROWS);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (VectorSchemaRoot root = VectorSchemaRoot.of(key, vector);
        ArrowWriter writer =
            file
                ? new ArrowFileWriter(root, dictionaries, Channels.newChannel(bytes))
                : new ArrowStreamWriter(root, dictionaries, Channels.newChannel(bytes))) {
      writer.start();
      writer.writeBatch();
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
