package io.omendb.flight;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.omendb.Collection;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.server.security.Role;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What Flight clients can do to a collection beside reading and writing rows. */
enum FlightAction {
  /** Writes acknowledged commits into segments. */
  FLUSH("flush", "Write the rows of {\"collection\"} into segments; answers once that is durable."),
  /** Rewrites overlapping segments. */
  MERGE("merge", "Flush {\"collection\"}, then rewrite its overlapping segments."),
  /** Makes a collection. */
  CREATE_COLLECTION(
      "create_collection",
      "Create {\"collection\", \"schema\"}, the schema as text: 'name utf8 not null, n int64'."),
  /** Removes a collection. */
  DROP_COLLECTION("drop_collection", "Remove {\"collection\"} and all its rows.");

  private final String type;
  private final String description;

  FlightAction(String type, String description) {
    this.type = type;
    this.description = description;
  }

  /** The name that clients call it by. */
  String type() {
    return type;
  }

  /** What it does, for people. */
  String description() {
    return description;
  }

  /** The action of that name. */
  static FlightAction of(String type) {
    for (FlightAction action : values()) {
      if (action.type.equals(type)) {
        return action;
      }
    }
    throw OmenException.invalid(
        "type",
        "No action named '" + Names.printable(type) + "'",
        "the actions are "
            + Arrays.stream(values()).map(FlightAction::type).collect(Collectors.joining(", ")));
  }

  /**
   * Does it.
   *
   * @param body a JSON object, as the description says
   * @return a JSON object: the collection's name and, of one that was created, its schema
   */
  ByteString run(FlightAccess access, ByteString body) {
    boolean creates = this == CREATE_COLLECTION;
    JsonRequest request =
        JsonRequest.parse(
            "body", body, creates ? Set.of("collection", "schema") : Set.of("collection"));
    String name = request.requiredText("collection");
    Names.checkCollection(name);
    ObjectNode result = JsonRequest.object().put("collection", name);
    switch (this) {
      case FLUSH -> access.collection(name, Role.WRITE, type).flush();
      case MERGE -> access.collection(name, Role.ADMIN, type).merge();
      case DROP_COLLECTION -> access.drop(name, type);
      case CREATE_COLLECTION -> {
        Schema schema = Schema.parse(request.requiredText("schema"));
        Collection created = access.create(name, schema, "schema", type);
        result.put("schema", created.schema().toString());
      }
    }
    return JsonRequest.bytes(result);
  }
}
