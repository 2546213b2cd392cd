package io.omendb.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.View;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is the server's own about views: there are only so many, and unused ones go. */
class RemoteViewTest {
  private interface Body {
    void run(Collection rows) throws Exception;
  }

  private static void serve(Map<ServerKey, String> more, Body body) throws Exception {
    EnumMap<ServerKey, String> settings = new EnumMap<>(Map.of(ServerKey.LISTEN, "127.0.0.1:0"));
    settings.putAll(more);
    try (Database served = Database.open("memory:");
        OmenServer server = OmenServer.start(served, ServerSettings.of(settings));
        Database remote = Database.open("grpc://127.0.0.1:" + server.port())) {
      Collection rows = remote.createCollection("some", Schema.parse("n int64"));
      rows.put(Row.of(1).with("n", 1L));
      body.run(rows);
    }
  }

  private static ErrorCode codeOf(Runnable refused) {
    return assertThrows(OmenException.class, refused::run).code();
  }

  @Test
  void viewsAreLimited_andClosingMakesRoom() throws Exception {
    serve(
        Map.of(ServerKey.VIEWS, "3"),
        rows -> {
          List<View> views = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            views.add(rows.view());
          }
          assertEquals(ErrorCode.OVERLOADED, codeOf(rows::view));
          views.getFirst().close();
          views.getFirst().close();
          rows.view().close();
          assertEquals(ErrorCode.CLOSED, codeOf(() -> views.getFirst().count()));
          assertEquals(1, views.getLast().count());
          views.forEach(View::close);
        });
  }

  @Test
  void unusedView_isClosed_usedOneStays() throws Exception {
    serve(
        Map.of(ServerKey.VIEW_IDLE_MILLIS, "2000"),
        rows -> {
          View used = rows.view();
          View unused = rows.view();
          rows.delete(1);
          for (int i = 0; i < 30; i++) {
            assertEquals(1, used.count());
            Thread.sleep(100);
          }
          assertEquals(ErrorCode.CLOSED, codeOf(() -> unused.get(1)));
          assertEquals(1, used.count());
        });
  }
}
