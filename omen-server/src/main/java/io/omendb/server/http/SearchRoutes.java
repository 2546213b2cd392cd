package io.omendb.server.http;

import io.omendb.Limits;
import io.omendb.NearestSpec;
import io.omendb.server.answers.HitFields;
import io.omendb.server.answers.NearestFields;
import io.omendb.server.limits.NumberedSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Searches for the nearest rows. */
final class SearchRoutes {
  private static final String PATH = CollectionRoutes.PATH + "/search";
  private static final int USUAL_K = 10;

  private static final List<Param> SEARCH =
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
              "How many of the true nearest rows modes fast and graph aim to find, 0..1."));

  private static final Map<String, Object> EXAMPLE =
      Map.of("vector", List.of(0.69, 0.07, 0.72), "k", 10);

  private static final Route.Body BODY = new Route.Body(SEARCH, EXAMPLE);

  private static final Route.Body BODY_OF_MANY =
      new Route.Body(
          List.of(
              Param.required(
                  "searches",
                  Schemas.array(Schemas.object(SEARCH)),
                  "What each is to find, as in a search by itself.")),
          Map.of("searches", List.of(EXAMPLE)));

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
            PATH + ":batch",
            "searchAll",
            "Runs many searches at once, each vector being read once for all of them.",
            Permission.READ,
            List.of(),
            BODY_OF_MANY,
            Route.Reply.json(
                "What each has found, in their order.",
                Schemas.object("results", Schemas.array(Schemas.NEAREST))),
            call ->
                Answer.json(
                    Map.of(
                        "results",
                        call.collection().nearestAll(specs(call)).stream()
                            .map(HitFields::of)
                            .toList()))),
        new Route(
            "POST",
            PATH + ":recall",
            "measureRecall",
            "Compares the rows that searches find with those that an exact search finds.",
            Permission.READ,
            List.of(),
            BODY_OF_MANY,
            Route.Reply.json(
                "The fraction that was found, by score.", Schemas.object("recall", Schemas.DOUBLE)),
            call -> Answer.json(Map.of("recall", call.collection().measureRecall(specs(call))))),
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
    NearestSpec spec = spec(call, call.body());
    call.bounds().checkHits("k", spec.k());
    return spec;
  }

  private static List<NearestSpec> specs(Call call) {
    Fields body = call.body();
    List<?> searches = body.limited("searches", body.list("searches"), Limits.MAX_SEARCHES);
    List<NearestSpec> specs = new ArrayList<>();
    long hits = 0;
    for (int i = 0; i < searches.size(); i++) {
      Fields search =
          new Fields(body.object("searches", i, searches.get(i)), "searches[" + i + "].", SEARCH);
      NearestSpec spec = NumberedSearch.of(i, call.collection().schema(), () -> spec(call, search));
      specs.add(spec);
      hits += spec.k();
    }
    call.bounds().checkHits("searches", hits);
    return specs;
  }

  private static NearestSpec spec(Call call, Fields fields) {
    int k = fields.integer("k", USUAL_K);
    call.bounds().checkK(fields.path("k"), k);
    return new NearestSpec(
        fields.has("column") ? fields.text("column") : null,
        fields.vector("vector"),
        k,
        fields.keyRange(),
        fields.where(call.bounds()),
        fields.mode(),
        Call.columns(call.collection(), fields.names("columns")),
        fields.number("radius", Double.POSITIVE_INFINITY),
        fields.number("recall", 0));
  }
}
