package io.omendb.server.http;

import static io.omendb.server.http.HttpFixture.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.server.config.ServerKey;
import io.omendb.server.docs.MarkdownBlocks;
import io.omendb.server.values.JsonReader;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document is valid, has every route, and says what each answers. */
@SuppressWarnings("NullAway.Init") // set before each test
final class OpenApiTest {
  private static final String VECTOR = "{\"vector\":[1,0,0]}";

  /** A request of each operation that succeeds on the cities, the one that drops them last. */
  private static final Map<String, String[]> REQUESTS = new LinkedHashMap<>();

  static {
    request("health", "GET", "/healthz");
    request("ready", "GET", "/readyz");
    request("metrics", "GET", "/metrics");
    request("openApi", "GET", "/openapi.json");
    request("listCollections", "GET", "/v1/collections");
    request("createCollection", "POST", "/v1/collections/more", "{\"schema\":\"name utf8\"}");
    request("getCollection", "GET", CITIES);
    request("putRows", "POST", CITIES + "/rows", "{\"rows\":[{\"key\":\"7\"},{\"key\":8}]}");
    request("putRow", "PUT", CITIES + "/rows/9", "{\"name\":\"nine\"}");
    request("flushCollection", "POST", CITIES + "/flush", "");
    request("mergeCollection", "POST", CITIES + "/merge", "");
    request("getCollectionStats", "GET", CITIES + "/stats");
    request("getRow", "GET", CITIES + "/rows/1?columns=name,population");
    request("getRows", "POST", CITIES + "/rows:get", "{\"keys\":[1,99]}");
    request("scanRows", "GET", CITIES + "/rows?limit=1");
    request("countRows", "GET", CITIES + "/count?from=1");
    request("explainGet", "GET", CITIES + "/rows/1/explain");
    request("search", "POST", CITIES + "/search", VECTOR);
    request("explainSearch", "POST", CITIES + "/search:explain", VECTOR);
    request("searchAll", "POST", CITIES + "/search:batch", "{\"searches\":[" + VECTOR + "]}");
    request("measureRecall", "POST", CITIES + "/search:recall", "{\"searches\":[" + VECTOR + "]}");
    request("startBackup", "POST", "/v1/backup", "{\"directory\":\"BACKUP\"}");
    request("exportRows", "POST", CITIES + "/export", "{\"file\":\"out.csv\"}");
    request("importRows", "POST", CITIES + "/import", "{\"file\":\"in.csv\"}");
    request("listOperations", "GET", "/v1/operations");
    request("getOperation", "GET", "/v1/OPERATION"); // the one that was started last
    request("cancelOperation", "POST", "/v1/OPERATION/cancel", "");
    request("deleteRows", "POST", CITIES + "/rows:delete", "{\"keys\":[1]}");
    request("deleteRow", "DELETE", CITIES + "/rows/2");
    request("dropCollection", "DELETE", CITIES);
  }

  private static void request(String operation, String... methodPathBody) {
    REQUESTS.put(operation, methodPathBody);
  }

  @TempDir private Path files;
  private HttpFixture http;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(files.resolve("in.csv"), "key,name\n1,one\n");
    http = new HttpFixture(Map.of(ServerKey.TRANSFER_DIR, files.toString())).withCities(3);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  private OpenAPI document() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    options.setResolveFully(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser()
            .readContents(http.get("/openapi.json").ok().text(), List.of(), options);
    assertEquals(List.of(), result.getMessages());
    return result.getOpenAPI();
  }

  private static Map<String, Operation> operations(OpenAPI document) {
    Map<String, Operation> operations = new LinkedHashMap<>();
    document
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) -> {
                  Operation twin = operations.put(operation.getOperationId(), operation);
                  assertEquals(null, twin, operation.getOperationId());
                }));
    return operations;
  }

  @Test
  void everyRoute_answersAsTheDocumentSays() {
    Map<String, Operation> operations = operations(document());
    assertEquals(REQUESTS.keySet(), operations.keySet());
    AtomicReference<String> started = new AtomicReference<>("");
    REQUESTS.forEach((id, request) -> {
      String path = request[1].replace("OPERATION", started.get());
      String body =
          request.length > 2
              ? request[2].replace("BACKUP", files.resolve("backup").toString())
              : null;
      HttpFixture.Reply reply = http.send(request[0], path, body);
      if (reply.status() == 202) {
        started.set(String.valueOf(reply.json().get("name")));
      }
      Operation operation = Objects.requireNonNull(operations.get(id), id);
      var success = operation.getResponses().get(Integer.toString(reply.status()));
      if (success == null) {
        throw new AssertionError(id + " answered " + reply.status() + ": " + reply.text());
      }
      Map.Entry<String, MediaType> content = success.getContent().entrySet().iterator().next();
      assertEquals(content.getKey(), reply.header("Content-Type"), id);
      if (content.getKey().equals(Answer.JSON)) {
        check(id, content.getValue().getSchema(), JsonReader.read(id, reply.text()));
      }
    });
  }

  /** That a value is what its schema says, no field more and none less. */
  private static void check(String place, Schema<?> schema, @Nullable Object value) {
    if (value == null) {
      boolean free = schema.getType() == null;
      assertTrue(free || Boolean.TRUE.equals(schema.getNullable()), place + " is null");
      return;
    }
    switch (String.valueOf(schema.getType())) {
      case "object" -> {
        Map<?, ?> fields = (Map<?, ?>) value;
        if (schema.getProperties() != null) {
          boolean more = Boolean.TRUE.equals(schema.getAdditionalProperties());
          if (!more) {
            assertEquals(schema.getProperties().keySet(), fields.keySet(), place);
          }
          schema
              .getProperties()
              .forEach((name, property) -> check(place + "." + name, property, fields.get(name)));
        }
      }
      case "array" -> {
        for (Object element : (List<?>) value) {
          check(place + "[]", schema.getItems(), element);
        }
      }
      case "integer", "number" -> assertTrue(value instanceof Number, place + " is " + value);
      case "boolean" -> assertTrue(value instanceof Boolean, place + " is " + value);
      case "string" -> {
        assertTrue(value instanceof String, place + " is " + value);
        assertTrue(
            schema.getEnum() == null || schema.getEnum().contains(value), place + " is " + value);
      }
      default -> throw new AssertionError(place + " has a schema of no type: " + schema);
    }
  }

  @Test
  void document_hasEveryMethodThatPathsTake() {
    document()
        .getPaths()
        .forEach((path, item) -> {
          String somewhere =
              path.replace("{collection}", "cities")
                  .replace("{key}", "1")
                  .replace("{operation}", "x");
          HttpFixture.Reply refused = http.send("PATCH", somewhere, null);
          assertEquals(405, refused.status(), path);
          assertEquals(
              item.readOperationsMap().keySet().stream()
                  .map(PathItem.HttpMethod::name)
                  .sorted()
                  .collect(Collectors.joining(", ")),
              refused.header("Allow"),
              path);
        });
  }

  @Test
  void documentation_listsTheRoutesWithTheirPermissions() throws Exception {
    Set<String> actual = new TreeSet<>();
    document()
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) ->
                    actual.add(
                        method
                            + " "
                            + path
                            + " "
                            + operation.getExtensions().get("x-omendb-permission"))));
    Set<String> documented =
        Pattern.compile("^\\| `([A-Z]+ /[^`]*)` \\| (\\w+) \\|", Pattern.MULTILINE)
            .matcher(MarkdownBlocks.read("docs/http.md"))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(documented, actual);
  }

  @Test
  void documentation_listsTheStatusOfEveryReason() throws Exception {
    Map<String, Integer> documented = new LinkedHashMap<>();
    Pattern.compile("^\\| ([0-9]{3}) \\| (.*) \\|$", Pattern.MULTILINE)
        .matcher(MarkdownBlocks.read("docs/http.md"))
        .results()
        .forEach(row ->
            Pattern.compile("`([A-Z_]+)`")
                .matcher(row.group(2))
                .results()
                .forEach(
                    reason -> documented.put(reason.group(1), Integer.parseInt(row.group(1)))));
    Map<String, Integer> actual = new LinkedHashMap<>();
    for (ErrorCode reason : ErrorCode.values()) {
      actual.put(reason.name(), HttpErrors.status(reason));
    }
    assertEquals(actual, documented);
  }
}
