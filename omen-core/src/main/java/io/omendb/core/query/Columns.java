package io.omendb.core.query;

import io.omendb.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which columns of a schema are read, by position. */
final class Columns {
  private Columns() {}

  static int[] all(Schema schema) {
    int[] ordinals = new int[schema.size()];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = i;
    }
    return ordinals;
  }

  static int[] of(Schema schema, @Nullable List<String> names) {
    return names == null ? all(schema) : names.stream().mapToInt(schema::ordinal).toArray();
  }

  static Schema project(Schema schema, @Nullable List<String> names) {
    return names == null ? schema : schema.project(names);
  }
}
