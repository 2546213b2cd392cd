package io.omendb.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.server.config.HttpSettings;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.metrics.ServerMetrics;
import io.omendb.server.transfer.ServerWork;
import io.omendb.server.values.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP server on a free port of the loopback interface, and a client of it. */
final class HttpFixture implements AutoCloseable {
  static final String CITIES = "/v1/collections/cities";
  static final String CITIES_SCHEMA = "name utf8, population int64, position vector<float32>[3]";

  /** So that a hung request fails its test. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What came back. */
  record Reply(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    Map<String, @Nullable Object> json() {
      assertEquals(Answer.JSON, header("Content-Type"), text());
      return JsonReader.readObject("answer", text());
    }

    /** Fails unless all went well. */
    Reply ok() {
      assertEquals(200, status(), text());
      return this;
    }

    /** Fails unless it is this error. */
    Reply failed(int status, ErrorCode reason, @Nullable String field) {
      assertEquals(status, status(), text());
      @SuppressWarnings("unchecked") // Objects are read into nothing else.
      Map<String, @Nullable Object> error = (Map<String, @Nullable Object>) json().get("error");
      if (error == null) {
        throw new AssertionError(text());
      }
      assertEquals(reason.name(), error.get("reason"), text());
      assertEquals(field, error.get("field"), text());
      return this;
    }
  }

  final HttpListener listener;
  final ServerMetrics metrics;
  private final ServerWork work;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Database database;
  private final boolean ownsDatabase;

  HttpFixture() {
    this(Map.of());
  }

  HttpFixture(Map<ServerKey, String> settings) {
    this(Database.open("memory:"), true, settings, Gate.OPEN);
  }

  HttpFixture(Gate gate) {
    this(Database.open("memory:"), true, Map.of(), gate);
  }

  /** Serves a database of somebody else's. */
  HttpFixture(Database database, Map<ServerKey, String> settings) {
    this(database, false, settings, Gate.OPEN);
  }

  private HttpFixture(
      Database database, boolean ownsDatabase, Map<ServerKey, String> settings, Gate gate) {
    this.database = database;
    this.ownsDatabase = ownsDatabase;
    EnumMap<ServerKey, String> all = new EnumMap<>(ServerKey.class);
    all.put(ServerKey.HTTP_LISTEN, "127.0.0.1:0");
    all.put(ServerKey.GRACE_MILLIS, "1000");
    all.putAll(settings);
    this.metrics = new ServerMetrics(database);
    ServerSettings server = ServerSettings.of(all);
    this.work = ServerWork.of(server, database.uri());
    this.listener = HttpListener.start(database, HttpSettings.of(all, server), metrics, work, gate);
  }

  Database database() {
    return database;
  }

  /** Creates the cities with rows 0..count-1; city i lies i to the east. */
  HttpFixture withCities(int count) {
    assertEquals(201, post(CITIES, "{\"schema\":\"" + CITIES_SCHEMA + "\"}").status());
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append(i == 0 ? "" : ",")
          .append(
              "{\"key\":%d,\"name\":\"city %d\",\"population\":%d,\"position\":[%d,0,0]}"
                  .formatted(i, i, 1000 * i, i));
    }
    post(CITIES + "/rows", "{\"rows\":[" + rows + "]}").ok();
    return this;
  }

  String address() {
    return "http://127.0.0.1:" + listener.port();
  }

  Reply get(String path) {
    return send("GET", path, null);
  }

  Reply delete(String path) {
    return send("DELETE", path, null);
  }

  Reply post(String path, String json) {
    return send("POST", path, json);
  }

  Reply put(String path, String json) {
    return send("PUT", path, json);
  }

  Reply send(String method, String path, @Nullable String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .timeout(PATIENCE)
            .method(
                method,
                json == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json; charset=utf-8");
    }
    return send(request.build());
  }

  Reply send(HttpRequest request) {
    try {
      return new Reply(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(request + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    listener.close();
    try {
      work.operations().shutdown(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    metrics.close();
    if (ownsDatabase) {
      database.close();
    }
  }
}
