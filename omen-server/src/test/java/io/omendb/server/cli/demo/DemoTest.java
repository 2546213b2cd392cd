package io.omendb.server.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.DatabaseOptions;
import io.omendb.server.cli.console.Console;
import io.omendb.server.cli.console.Terminal;
import io.omendb.server.values.JsonReader;
import io.omendb.server.values.JsonWriter;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The whole demonstration, once, on all places. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoTest {
  private DemoReport report;

  @BeforeAll
  void run() {
    Console console =
        new Console(
            OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), Terminal.NONE);
    report =
        new Demo(
                "memory:demo-test",
                DatabaseOptions.defaults().with("index.engine", "rmi"),
                Coordinate.GENEVA,
                console)
            .run();
  }

  @Test
  void answers_areRight() {
    assertEquals(CityFile.ROWS, report.rows());
    assertTrue(report.reopened());
    assertTrue(report.nearestEqualsBruteForce());
    assertEquals("Genève", report.point().name());
    assertTrue(report.range().rows() >= 20);
  }

  @Test
  void nearest_areTheTownsAroundGeneva() {
    assertEquals(10, report.nearest().size());
    assertEquals("Genève", report.nearest().getFirst().name());
    List<Double> distances = report.nearest().stream().map(DemoReport.Place::distanceKm).toList();
    assertEquals(distances.stream().sorted(Comparator.naturalOrder()).toList(), distances);
    assertTrue(distances.getLast() < 10, distances.toString());
  }

  @Test
  void gets_wereAnsweredByTheModel() {
    assertEquals("rmi", report.engines().index());
    assertTrue(report.learned().hits() >= CityFile.ROWS, report.learned().toString());
  }

  @Test
  void indexes_areAllCompared() {
    List<String> engines = report.indexes().stream().map(DemoReport.IndexFigures::engine).toList();
    assertTrue(engines.containsAll(List.of("binary", "linear", "rmi")), engines.toString());
  }

  @Test
  void json_hasTheFieldsOfTheContract() {
    Map<String, Object> json =
        JsonReader.readObject("report", JsonWriter.write(DemoJson.fields(report)));
    assertTrue(
        json.keySet()
            .containsAll(
                Set.of(
                    "rows",
                    "loadNanos",
                    "segments",
                    "reopened",
                    "point",
                    "range",
                    "nearest",
                    "nearestEqualsBruteForce",
                    "indexes",
                    "learned",
                    "engines")),
        json.keySet().toString());
    assertFields(json.get("point"), "key", "name", "getNanos");
    assertFields(json.get("range"), "from", "to", "rows", "nanos");
    assertFields(
        first(json.get("nearest")),
        "key",
        "name",
        "country",
        "latitude",
        "longitude",
        "distanceKm");
    assertFields(
        first(json.get("indexes")), "engine", "bytes", "maxError", "meanError", "getNanos");
    assertFields(json.get("learned"), "hits", "fallbacks");
    assertFields(json.get("engines"), "index", "storage", "compute");
  }

  private static void assertFields(@Nullable Object object, String... names) {
    Map<?, ?> fields = assertInstanceOf(Map.class, object);
    assertEquals(List.of(names), List.copyOf(fields.keySet()));
  }

  private static @Nullable Object first(@Nullable Object array) {
    List<?> elements = assertInstanceOf(List.class, array);
    return elements.getFirst();
  }

  @Test
  void story_namesEveryPlaceAndEngine() {
    String story = DemoStory.tell(report);
    report.nearest().forEach(place -> assertTrue(story.contains(place.name()), story));
    report.indexes().forEach(index -> assertTrue(story.contains(index.engine()), story));
    assertTrue(story.contains("all there"), story);
  }
}
