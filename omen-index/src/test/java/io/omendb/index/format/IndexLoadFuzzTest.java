package io.omendb.index.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Damages stored indexes behind the checksum's back. {@link #load_forged} is the fuzz target, which
 * {@code JAZZER_FUZZ=1 bin/mvn test -pl omen-index -am -Dtest=IndexLoadFuzzTest} runs for as long
 * as it says; the other test takes random damage, so that every build sees some.
 */
final class IndexLoadFuzzTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final int ROUNDS = Boolean.getBoolean("omendb.test.long") ? 200_000 : 2_000;

  @FuzzTest(maxDuration = "5m")
  void load_forged(FuzzedDataProvider data) {
    ForgedIndex forged = new ForgedIndex(data.consumeInt());
    while (data.remainingBytes() > 0) {
      forged.set(data.consumeInt(0, forged.length() - 1), data.consumeByte());
    }
    forged.check();
  }

  @Test
  void load_randomlyForged_isRefusedOrExact() {
    SplittableRandom random = new SplittableRandom(SEED);
    int round = 0;
    try {
      for (; round < ROUNDS; round++) {
        ForgedIndex forged = new ForgedIndex(round);
        for (int damage = random.nextInt(4); damage >= 0; damage--) {
          int offset = random.nextInt(IndexDescriptor.MODEL_OFFSET / 2, forged.length());
          forged.set(offset, (byte) random.nextInt());
        }
        forged.check();
      }
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("round " + round + ", seed " + SEED, failure);
    }
    assertTrue(round == ROUNDS);
  }
}
