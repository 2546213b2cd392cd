package io.omendb.core.arrow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.apache.arrow.flatbuf.KeyValue;
import org.jspecify.annotations.Nullable;

/** The metadata of a foreign schema or field. */
final class KeyValues {
  /* pandas and its like write one or two. */
  private static final int MAX_ENTRIES = 1_000;

  private KeyValues() {}

  /** The value of a key, or null; decodes no other text, for each may be as long as the message. */
  static @Nullable String find(IntFunction<KeyValue> entries, int count, String key) {
    if (count > MAX_ENTRIES) {
      throw InvalidArrow.data(
          count + " metadata entries in one place, the limit is " + MAX_ENTRIES);
    }
    ByteBuffer wanted = ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < count; i++) {
      KeyValue entry = entries.apply(i);
      if (entry != null && wanted.equals(entry.keyAsByteBuffer())) {
        return entry.value();
      }
    }
    return null;
  }
}
