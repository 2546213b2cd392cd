package io.omendb.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of saved results. */
class ResultFileTest {
  @TempDir Path scratch;

  private static Map<String, @Nullable Object> result(
      String system, int callers, @Nullable Object nanos) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", system);
    fields.put("callers", callers);
    fields.put("p50Nanos", nanos);
    return fields;
  }

  private final ResultFile file =
      new ResultFile(
          Map.of("cpu", "a CPU", "jdk", "25"),
          Map.of("rows", 1_000, "seconds", 0.5, "name", "x", "keys", Map.of("count", 3)),
          List.of(result("omendb", 1, 12.5), result("lmdb", 8, null)));

  @Test
  void written_isReadAgain_aResultALine() throws IOException {
    Path path = scratch.resolve("deep/x.json");
    file.write(path);
    assertTrue(
        Files.readAllLines(path)
            .contains("{\"system\":\"omendb\",\"callers\":1,\"p50Nanos\":12.5},"),
        Files.readString(path));
    ResultFile read = ResultFile.read(path, "omen bench x", saved -> saved);
    assertEquals(1_000, read.count("rows"));
    assertEquals(0.5, read.number("seconds"));
    assertEquals("x", read.text("name"));
    assertEquals(List.of("count"), List.copyOf(read.object("keys").keySet()));
    assertEquals("a CPU", read.environment().get("cpu"));
    assertEquals(List.of("omendb", "lmdb"), read.distinct("system"));
    Map<String, Object> where = Map.of("system", "omendb", "callers", 1);
    assertEquals(OptionalDouble.of(12.5), read.figure(where, "p50Nanos"));
    assertEquals(OptionalDouble.empty(), read.figure(Map.of("system", "lmdb"), "p50Nanos"));
    assertTrue(read.result(Map.of("system", "omendb", "callers", 8)).isEmpty());
    Path again = scratch.resolve("again.json");
    read.write(again);
    assertEquals(Files.readString(path), Files.readString(again));
  }

  @Test
  void with_replacesWhatAgreesInTheFieldsNamed() {
    Map<String, Object> later = Map.of("cpu", "a CPU", "jdk", "26");
    ResultFile longer =
        file.with(
            Map.copyOf(later),
            List.of("system", "callers"),
            List.of(result("omendb", 1, 9), result("omendb", 8, 99)));
    assertEquals("26", longer.environment().get("jdk"));
    assertEquals(3, longer.results().size());
    Map<String, Object> where = Map.of("system", "omendb", "callers", 1L);
    assertEquals(OptionalDouble.of(9), longer.figure(where, "p50Nanos"));
    assertTrue(longer.result(Map.of("system", "lmdb")).isPresent());
  }

  @Test
  void otherFiles_areRefusedByNameAndField() throws IOException {
    for (String text :
        List.of(
            "{\"environment\":{}}",
            "{\"environment\":{},\"results\":3}",
            "{\"environment\":{},\"results\":[1]}",
            "{\"environment\":{},\"results\":[]}",
            "{\"environment\":{},\"rows\":\"many\",\"results\":[]}")) {
      Path path = Files.writeString(scratch.resolve("x.json"), text);
      OmenException error =
          assertThrows(
              OmenException.class,
              () -> ResultFile.read(path, "omen bench x", saved -> saved.count("rows")));
      assertEquals(ErrorCode.INVALID_DATA, error.code());
      assertTrue(error.toString().contains("x.json"), error::toString);
      assertTrue(error.toString().contains("'omen bench x --json'"), error::toString);
    }
  }

  @Test
  void resultsOfAnotherMachine_areRefused() {
    Path path = Path.of("x.json");
    List<String> fields = List.of("cpu", "rows");
    ResultFile.requireSame(path, Map.of("rows", 1, "jdk", "25"), Map.of("rows", 1L), fields);
    OmenException error =
        assertThrows(
            OmenException.class,
            () -> ResultFile.requireSame(path, Map.of("cpu", "A"), Map.of("cpu", "B"), fields));
    assertTrue(error.toString().contains("x.json has results with the cpu A"), error::toString);
  }
}
