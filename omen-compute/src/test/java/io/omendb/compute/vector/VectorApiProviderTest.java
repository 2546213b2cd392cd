package io.omendb.compute.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.compute.scalar.ScalarProvider;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.Providers;
import io.omendb.spi.provider.EngineProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Where the engine is offered, where not, and that its name is true. */
final class VectorApiProviderTest {
  /** What a JVM prints that was started without the vector module; see {@link #main}. */
  private static final List<String> WITHOUT_MODULE =
      List.of(
          "the module jdk.incubator.vector is not resolved:"
              + " start java with --add-modules=jdk.incubator.vector",
          "scalar");

  @Test
  void registry_prefersVectorApi() {
    Providers<?> engines = EngineRegistry.get().compute();
    assertEquals(List.of("scalar", "vector_api"), engines.availableNames());
    assertEquals("vector_api", engines.select(Providers.AUTO).name());
    assertTrue(new VectorApiProvider().priority() > new ScalarProvider().priority());
  }

  @Test
  void engine_isVectorised() {
    assertEquals(Optional.empty(), new VectorApiProvider().unavailableReason());
    assertTrue(Rows.LANES > 1, "lanes: " + Rows.LANES);
  }

  @Test
  void withoutModule_saysWhichFlagToAdd() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VectorApiProviderTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(WITHOUT_MODULE, output.lines().toList());
  }

  /** Run without the vector module by {@link #withoutModule_saysWhichFlagToAdd}. */
  public static void main(String[] args) {
    System.out.println(new VectorApiProvider().unavailableReason().orElse("available"));
    EngineProvider best = EngineRegistry.get().compute().select(Providers.AUTO);
    System.out.println(best.name());
  }
}
