package io.omendb.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.provider.EngineProvider;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  private record Fake(String name, int priority, Optional<String> unavailableReason)
      implements EngineProvider {
    Fake(String name, int priority) {
      this(name, priority, Optional.empty());
    }
  }

  private static final Fake SLOW = new Fake("slow", 1);
  private static final Fake FAST = new Fake("fast", 5);
  private static final Fake ABSENT = new Fake("absent", 9, Optional.of("no such processor"));

  private static Providers<Fake> of(Fake... providers) {
    return Providers.of("TestEngine", "omen-test", List.of(providers));
  }

  private static OmenException refused(Runnable call) {
    return assertThrows(OmenException.class, call::run);
  }

  @Test
  void select_findsByName() {
    assertSame(SLOW, of(SLOW, FAST).select("slow"));
    assertEquals(List.of("fast", "slow"), of(SLOW, FAST, ABSENT).availableNames());
    assertEquals(3, of(SLOW, FAST, ABSENT).all().size());
  }

  @Test
  void auto_isTheBestThatCanRun() {
    assertSame(FAST, of(SLOW, FAST, ABSENT).select("auto"));
    Fake named = new Fake("auto", 0);
    assertSame(named, of(SLOW, FAST, named).select("auto"));
  }

  @Test
  void absentName_isRefusedWithThosePresentAndTheArtifact() {
    OmenException refusal = refused(() -> of(SLOW, FAST, ABSENT).select("pgm"));
    assertEquals(ErrorCode.ENGINE_NOT_FOUND, refusal.code());
    assertEquals(
        "No TestEngine named 'pgm'. Present: [fast, slow] (add the artifact io.omendb:omen-test)",
        refusal.getMessage());
    assertEquals(ErrorCode.ENGINE_NOT_FOUND, refused(() -> of().select("auto")).code());
    assertEquals(ErrorCode.ENGINE_NOT_FOUND, refused(() -> of(ABSENT).select("auto")).code());
  }

  @Test
  void unavailableName_isRefusedWithTheReason() {
    OmenException refusal = refused(() -> of(SLOW, ABSENT).select("absent"));
    assertEquals(ErrorCode.ENGINE_NOT_FOUND, refusal.code());
    assertTrue(refusal.what().contains("no such processor"), refusal::what);
  }

  @Test
  void repeatedName_isRefusedWithBothClasses() {
    OmenException refusal = refused(() -> of(SLOW, new Fake("slow", 2)));
    assertEquals(ErrorCode.INTERNAL, refusal.code());
    assertTrue(refusal.what().contains("'slow'"), refusal::what);
    assertTrue(refusal.what().contains(Fake.class.getName()), refusal::what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Slow", "slow-er", "1slow", "_slow", "sl ow"})
  void badName_isRefusedWithItsClass(String name) {
    OmenException refusal = refused(() -> of(new Fake(name, 1)));
    assertEquals(ErrorCode.INTERNAL, refusal.code());
    assertTrue(refusal.what().contains(Fake.class.getName()), refusal::what);
  }

  @Test
  void registry_ofAnEmptyClassPath_saysWhatToAdd() {
    OmenException refusal =
        refused(() ->
            EngineRegistry.get().openDatabase("no_such_scheme:x", DatabaseOptions.defaults()));
    assertEquals(ErrorCode.ENGINE_NOT_FOUND, refusal.code());
    assertEquals(Optional.of("uri"), refusal.field());
  }
}
