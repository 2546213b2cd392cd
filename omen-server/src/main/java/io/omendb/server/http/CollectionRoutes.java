package io.omendb.server.http;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.server.answers.StatsFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collections as a whole. */
final class CollectionRoutes {
  static final String PATH = "/v1/collections/{collection}";

  private static final List<Param> SCHEMA =
      List.of(
          Param.required(
              "schema", Schemas.STRING, "The columns, such as name utf8 not null, size int64."));

  private CollectionRoutes() {}

  static List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/collections",
            "listCollections",
            "Lists the collections.",
            Permission.READ,
            List.of(),
            null,
            Route.Reply.json(
                "The collections by name.",
                Schemas.object("collections", Schemas.array(Schemas.COLLECTION))),
            CollectionRoutes::list),
        new Route(
            "POST",
            PATH,
            "createCollection",
            "Creates an empty collection.",
            Permission.ADMIN,
            List.of(),
            new Route.Body(SCHEMA, Map.of("schema", "name utf8, position vector<float32>[3]")),
            new Route.Reply(201, "The new collection.", Answer.JSON, Schemas.COLLECTION),
            CollectionRoutes::create),
        new Route(
            "GET",
            PATH,
            "getCollection",
            "Describes a collection.",
            Permission.READ,
            List.of(),
            null,
            Route.Reply.json("The collection.", Schemas.COLLECTION),
            call -> Answer.json(fields(call.collection()))),
        new Route(
            "DELETE",
            PATH,
            "dropCollection",
            "Removes a collection and all its rows.",
            Permission.ADMIN,
            List.of(),
            null,
            Route.Reply.json("What is gone.", Schemas.object("dropped", Schemas.STRING)),
            CollectionRoutes::drop),
        new Route(
            "GET",
            PATH + "/stats",
            "getCollectionStats",
            "Says what a collection holds and which engines answer.",
            Permission.READ,
            List.of(),
            null,
            Route.Reply.json("The statistics.", Schemas.STATS),
            call -> Answer.json(StatsFields.of(call.collection().stats()))),
        new Route(
            "POST",
            PATH + "/flush",
            "flushCollection",
            "Writes every acknowledged commit into segments; answers when that is durable.",
            Permission.WRITE,
            List.of(),
            null,
            Route.Reply.json("The statistics after it.", Schemas.STATS),
            CollectionRoutes::flush),
        new Route(
            "POST",
            PATH + "/merge",
            "mergeCollection",
            "Flushes, then rewrites overlapping segments without dead rows; may take minutes.",
            Permission.ADMIN,
            List.of(),
            null,
            Route.Reply.json("The statistics after it.", Schemas.STATS),
            CollectionRoutes::merge));
  }

  /** Those that the caller may see. */
  private static Answer list(Call call) {
    Database database = call.database();
    List<Map<String, Object>> collections = new ArrayList<>();
    for (String name : database.listCollections()) {
      if (!call.principal().maySee(name)) {
        continue;
      }
      try {
        collections.add(fields(database.collection(name)));
      } catch (OmenException e) {
        if (e.code() != ErrorCode.COLLECTION_NOT_FOUND) { // dropped meanwhile
          throw e;
        }
      }
    }
    return Answer.json(Map.of("collections", collections));
  }

  private static Answer create(Call call) {
    Schema schema = Schema.parse(call.body().text("schema"));
    call.bounds().checkDimensions("schema", schema);
    return Answer.json(fields(call.database().createCollection(call.collectionName(), schema)))
        .withStatus(201);
  }

  private static Answer drop(Call call) {
    String name = call.collectionName();
    call.database().dropCollection(name);
    return Answer.json(Map.of("dropped", name));
  }

  private static Answer flush(Call call) {
    Collection collection = call.collection();
    collection.flush();
    return Answer.json(StatsFields.of(collection.stats()));
  }

  private static Answer merge(Call call) {
    Collection collection = call.collection();
    collection.merge();
    return Answer.json(StatsFields.of(collection.stats()));
  }

  private static Map<String, Object> fields(Collection collection) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", collection.name());
    fields.put("schema", collection.schema().toString());
    return fields;
  }
}
