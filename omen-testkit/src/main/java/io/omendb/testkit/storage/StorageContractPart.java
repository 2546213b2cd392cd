package io.omendb.testkit.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/** An engine, open at a fresh location for each test, and short ways to say things about it. */
abstract class StorageContractPart {
  /** The lowest key. */
  static final byte[] LOWEST = {};

  StorageEngine engine;
  String location;

  /** Where the engine comes from. */
  abstract StorageEngineContract contract();

  @BeforeEach
  final void openEngine() {
    location = contract().newLocation();
    engine = contract().provider().open(location);
  }

  @AfterEach
  final void closeEngine() {
    engine.close();
  }

  final void reopen() {
    engine.close();
    engine = contract().provider().open(location);
  }

  final void put(String key, String value) {
    engine.put(bytes(key), bytes(value), Durability.ASYNC);
  }

  final void delete(String key) {
    engine.delete(bytes(key), Durability.ASYNC);
  }

  final @Nullable String get(String key) {
    return get(engine, key);
  }

  static @Nullable String get(StorageReader reader, String key) {
    byte[] value = reader.get(bytes(key));
    return value == null ? null : text(value);
  }

  /** The entries of a scan as {@code key=value}. */
  static List<String> scan(StorageReader reader, String from, @Nullable String to) {
    try (StorageCursor cursor = reader.scan(bytes(from), to == null ? null : bytes(to))) {
      return drain(cursor);
    }
  }

  /** All entries as {@code key=value}. */
  final List<String> entries() {
    return scan(engine, "", null);
  }

  static List<String> drain(StorageCursor cursor) {
    List<String> entries = new ArrayList<>();
    while (cursor.next()) {
      entries.add(text(cursor.key()) + "=" + text(cursor.value()));
    }
    return entries;
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  static void assertFails(ErrorCode code, Executable action) {
    OmenException e = assertThrows(OmenException.class, action);
    assertEquals(code, e.code(), e.getMessage());
  }
}
