package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is acknowledged as durable was asked of the storage engine as durable. That the engine then
 * syncs is its own contract; a killed process alone would not show the difference.
 */
class CommitDurabilityTest {
  private final List<Durability> asked = Collections.synchronizedList(new ArrayList<>());

  /** An engine in memory that notes the durability of every write. */
  private StorageEngine noting() {
    StorageEngine memory = EngineRegistry.get().storage().select("memory").open("");
    return (StorageEngine)
        Proxy.newProxyInstance(
            StorageEngine.class.getClassLoader(),
            new Class<?>[] {StorageEngine.class},
            (proxy, method, arguments) -> {
              if (arguments != null && arguments[arguments.length - 1] instanceof Durability d) {
                asked.add(d);
              }
              try {
                return method.invoke(memory, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void assertAsked(Durability expected, Runnable write) {
    asked.clear();
    write.run();
    assertEquals(List.of(expected), asked);
  }

  @Test
  void everyWrite_isDurableUnlessAskedOtherwise() {
    DatabaseOptions options =
        DatabaseOptions.defaults().with(DatabaseOptions.Key.LOG_DELAY_MS, "60000");
    try (Database database = CoreDatabase.open("test:", noting(), options)) {
      assertEquals(List.of(Durability.SYNC), asked, "the database's own record");
      assertAsked(Durability.SYNC, () -> database.createCollection("rows", Schema.of()));
      Collection rows = database.collection("rows");
      assertAsked(Durability.SYNC, () -> rows.put(Row.of(1)));
      assertAsked(Durability.SYNC, () -> rows.delete(1));
      WriteBatch batch = new WriteBatch().put(Row.of(2));
      asked.clear();
      rows.write(batch, Durability.ASYNC);
      rows.flush();
      assertEquals(List.of(Durability.SYNC, Durability.SYNC), asked, "the log, then the manifest");
      rows.put(Row.of(2));
      rows.flush();
      assertAsked(Durability.SYNC, rows::merge);
      assertAsked(Durability.SYNC, () -> database.dropCollection("rows"));
    }
  }

  @Test
  void configuredDurability_isThatOfWritesThatDoNotSay() {
    DatabaseOptions options =
        DatabaseOptions.defaults()
            .with(DatabaseOptions.Key.DURABILITY, "async")
            .with(DatabaseOptions.Key.LOG_DELAY_MS, "60000");
    try (Database database = CoreDatabase.open("test:", noting(), options)) {
      Collection rows = database.createCollection("rows", Schema.of());
      asked.clear();
      rows.put(Row.of(1));
      assertEquals(List.of(), asked, "an asynchronous commit waits for the log");
      WriteBatch batch = new WriteBatch().put(Row.of(2));
      assertAsked(Durability.SYNC, () -> rows.write(batch, Durability.SYNC));
      assertAsked(Durability.SYNC, rows::flush);
    }
  }
}
