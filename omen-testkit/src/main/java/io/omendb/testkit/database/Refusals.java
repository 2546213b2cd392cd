package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** Assertions about calls that must fail. */
final class Refusals {
  private Refusals() {}

  /** The call fails with this code and field, and its message has all these parts. */
  static void assertRefused(ErrorCode code, String field, Executable call, String... parts) {
    OmenException refusal = assertCode(code, call, parts);
    assertEquals(Optional.of(field), refusal.field(), () -> "field of: " + refusal.getMessage());
  }

  /** The call fails with this code, and its message has all these parts. */
  static OmenException assertCode(ErrorCode code, Executable call, String... parts) {
    OmenException refusal = assertThrows(OmenException.class, call);
    assertEquals(code, refusal.code(), refusal::getMessage);
    String message = String.valueOf(refusal.getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "no '" + part + "' in: " + message);
    }
    assertTrue(message.length() < 1000, () -> message.length() + " characters of message");
    return refusal;
  }

  /** As {@link #assertRefused}; the collection holds what it held, and takes a write. */
  static void assertHarmless(
      Collection collection, ErrorCode code, String field, Executable call, String... parts) {
    List<Row> before = collection.scan().toList();
    long seq = collection.stats().seq();
    assertRefused(code, field, call, parts);
    assertEquals(before, collection.scan().toList());
    assertEquals(before.size(), collection.count());
    assertEquals(seq, collection.stats().seq());
    for (Row row : before) {
      assertEquals(Optional.of(row), collection.get(row.key()));
    }
    if (!before.isEmpty()) {
      assertTrue(collection.put(before.getFirst()) > seq);
      assertEquals(before, collection.scan().toList());
    }
  }
}
