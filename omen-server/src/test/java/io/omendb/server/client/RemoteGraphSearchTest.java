package io.omendb.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.NearestPlan;
import io.omendb.NearestQuery;
import io.omendb.NearestResult;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Graphs of a server: asked for by mode, and named in answer and plan. */
class RemoteGraphSearchTest {
  private static final int DIMENSION = 16;

  private final SplittableRandom random = new SplittableRandom(20261124);

  private float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextDouble();
    }
    return vector;
  }

  @Test
  void graph_isAskedFor_andNamedInAnswerAndPlan() {
    DatabaseOptions options =
        DatabaseOptions.defaults()
            .with("vectors.graph", "lucene")
            .with("vectors.graph-rows", "500");
    try (Database served = Database.open("memory:", options);
        OmenServer server =
            OmenServer.start(
                served, ServerSettings.of(new EnumMap<>(Map.of(ServerKey.LISTEN, "127.0.0.1:0"))));
        Database database = Database.open("grpc://127.0.0.1:" + server.port())) {
      Collection rows =
          database.createCollection("rows", Schema.parse("x vector<float32>[" + DIMENSION + "]"));
      rows.put(IntStream.range(0, 1_000).mapToObj(i -> Row.of(i).with("x", vector())).toList());
      rows.flush();
      NearestQuery search = rows.nearest(vector()).mode(SearchMode.GRAPH).recall(0.9);
      NearestResult result = search.run();
      assertEquals(SearchMode.GRAPH, result.mode());
      assertEquals(10, result.hits().size());
      assertFalse(result.certified());
      assertTrue(rows.measureRecall(List.of(search.spec())) >= 0.7);
      NearestPlan plan = search.explain();
      assertEquals(SearchMode.GRAPH, plan.mode());
      assertEquals("graph", plan.segments().getFirst().method());
    }
  }
}
