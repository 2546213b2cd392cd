package io.omendb.server.http;

import io.omendb.Collection;
import io.omendb.NearestSpec;
import io.omendb.server.answers.HitFields;
import io.omendb.server.answers.NearestFields;
import java.util.List;
import java.util.Map;

/** Searches for the nearest rows. */
final class SearchRoutes {
  private static final String PATH = CollectionRoutes.PATH + "/search";
  private static final int USUAL_K = 10;

  private static final Route.Body BODY =
      new Route.Body(
          List.of(
              Param.required("vector", Schemas.VECTOR, "What the rows shall be near to."),
              Param.optional("k", Schemas.INT32, "At most so many rows; 10."),
              Param.optional(
                  "column", Schemas.STRING, "The vector column; may be left out where one only."),
              RowRoutes.FROM,
              RowRoutes.TO,
              RowRoutes.WHERE,
              RowRoutes.COLUMNS,
              Param.optional("mode", Schemas.MODE, "How to search; auto."),
              Param.optional("radius", Schemas.DOUBLE, "Only rows at this distance or nearer."),
              Param.optional(
                  "recall",
                  Schemas.DOUBLE,
                  "How many of the true nearest rows modes fast and graph aim to find, 0..1.")),
          Map.of("vector", List.of(0.69, 0.07, 0.72), "k", 10));

  private SearchRoutes() {}

  static List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            PATH,
            "search",
            "Finds the rows whose vectors are nearest to one.",
            Permission.READ,
            List.of(),
            BODY,
            Route.Reply.json("The rows, nearest first.", Schemas.NEAREST),
            call -> Answer.json(HitFields.of(call.collection().nearest(spec(call))))),
        new Route(
            "POST",
            PATH + ":explain",
            "explainSearch",
            "Runs a search and says what it did.",
            Permission.READ,
            List.of(),
            BODY,
            Route.Reply.json("What omen explain knn answers.", Map.of("type", "object")),
            call ->
                Answer.json(
                    NearestFields.of(
                        call.collectionName(), call.collection().explainNearest(spec(call))))));
  }

  private static NearestSpec spec(Call call) {
    Collection collection = call.collection();
    Fields body = call.body();
    int k = body.integer("k", USUAL_K);
    call.bounds().checkK("k", k);
    call.bounds().checkHits("k", k);
    return new NearestSpec(
        body.has("column") ? body.text("column") : null,
        body.vector("vector"),
        k,
        body.keyRange(),
        body.where(call.bounds()),
        body.mode(),
        Call.columns(collection, body.names("columns")),
        body.number("radius", Double.POSITIVE_INFINITY),
        body.number("recall", 0));
  }
}
