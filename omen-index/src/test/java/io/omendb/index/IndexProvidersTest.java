package io.omendb.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.spi.EngineRegistry;
import io.omendb.spi.Providers;
import io.omendb.spi.index.IndexEngineProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IndexProvidersTest {
  private static final Providers<IndexEngineProvider> PROVIDERS = EngineRegistry.get().index();

  @Test
  void registry_findsEveryEngineByItsName() {
    assertTrue(
        PROVIDERS
            .availableNames()
            .containsAll(List.of("auto", "binary", "btree", "linear", "pgm", "rmi")));
    for (String name : PROVIDERS.availableNames()) {
      assertEquals(name, PROVIDERS.select(name).create().name());
    }
  }

  @Test
  void auto_isAnEngine() {
    assertEquals("auto", PROVIDERS.select(Providers.AUTO).name());
  }
}
