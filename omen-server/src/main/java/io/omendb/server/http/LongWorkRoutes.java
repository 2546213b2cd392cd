package io.omendb.server.http;

import io.omendb.server.answers.OperationFields;
import io.omendb.server.operations.Backups;
import io.omendb.server.operations.Operation;
import io.omendb.server.operations.Operations;
import io.omendb.server.transfer.Importer;
import io.omendb.server.transfer.Transfers;
import java.util.List;
import java.util.Map;

/**
 * Imports and exports by the server, and how far long-running operations are, those that were
 * started over gRPC too.
 */
final class LongWorkRoutes {
  private static final String OPERATIONS = "/v1/operations";
  private static final String PREFIX = "operations/";

  private static final Param FILE =
      Param.required(
          "file", Schemas.STRING, "The file, relative to server.transfer-dir of the server.");

  private static final List<Param> IMPORT =
      List.of(
          FILE,
          Param.optional("key", Schemas.STRING, "The field that is the row's key; key."),
          Param.optional(
              "bulk", Schemas.BOOLEAN, "Whether all rows are loaded at once, or none; false."));

  private final Operations operations;
  private final Transfers transfers;

  LongWorkRoutes(Operations operations, Transfers transfers) {
    this.operations = operations;
    this.transfers = transfers;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            CollectionRoutes.PATH + "/import",
            "importRows",
            "Starts to read a file of the server's disk into a collection.",
            Permission.ADMIN,
            List.of(),
            new Route.Body(IMPORT, Map.of("file", "cities.csv.gz")),
            new Route.Reply(202, "The operation.", Answer.JSON, Schemas.OPERATION),
            this::startImport),
        new Route(
            "POST",
            CollectionRoutes.PATH + "/export",
            "exportRows",
            "Starts to write rows into a file of the server's disk.",
            Permission.ADMIN,
            List.of(),
            new Route.Body(
                List.of(FILE, RowRoutes.FROM, RowRoutes.TO, RowRoutes.WHERE),
                Map.of("file", "cities.csv.gz")),
            new Route.Reply(202, "The operation.", Answer.JSON, Schemas.OPERATION),
            this::startExport),
        new Route(
            "POST",
            "/v1/backup",
            "startBackup",
            "Starts to copy the whole database to the server's disk.",
            Permission.ADMIN,
            List.of(),
            new Route.Body(
                List.of(
                    Param.required(
                        "directory",
                        Schemas.STRING,
                        "An absolute path on the server's machine, of nothing or an empty directory.")),
                Map.of("directory", "/var/backups/omendb")),
            new Route.Reply(202, "The operation.", Answer.JSON, Schemas.OPERATION),
            this::startBackup),
        new Route(
            "GET",
            OPERATIONS,
            "listOperations",
            "Lists the long-running operations that the server knows, newest first.",
            Permission.ADMIN,
            List.of(),
            null,
            Route.Reply.json(
                "The operations.", Schemas.object("operations", Schemas.array(Schemas.OPERATION))),
            this::list),
        new Route(
            "GET",
            OPERATIONS + "/{operation}",
            "getOperation",
            "Says how far a long-running operation is.",
            Permission.READ,
            List.of(),
            null,
            Route.Reply.json("The operation.", Schemas.OPERATION),
            call -> answer(operations.get(name(call)))),
        new Route(
            "POST",
            OPERATIONS + "/{operation}/cancel",
            "cancelOperation",
            "Asks a long-running operation to end.",
            Permission.WRITE,
            List.of(),
            null,
            Route.Reply.json("The operation, which may work on for a while.", Schemas.OPERATION),
            call -> answer(operations.cancel(name(call)))));
  }

  /** As over gRPC, it asks for what a backup does: the server's files belong to no collection. */
  private Answer startImport(Call call) {
    call.principal().requireAllCollections("an import of a file of the server");
    Fields body = call.body();
    return answer(
            transfers.startImport(
                call.collection(),
                body.text("file"),
                body.has("key") ? body.text("key") : "key",
                body.flag("bulk") ? Importer.Mode.BULK : Importer.Mode.BATCHES))
        .withStatus(202);
  }

  private Answer startExport(Call call) {
    call.principal().requireAllCollections("an export to a file of the server");
    Fields body = call.body();
    return answer(
            transfers.startExport(
                call.collection(), body.text("file"), body.keyRange(), body.where(call.bounds())))
        .withStatus(202);
  }

  private Answer startBackup(Call call) {
    call.principal().requireAllCollections("a backup");
    return answer(Backups.start(operations, call.database(), call.body().text("directory")))
        .withStatus(202);
  }

  private Answer list(Call call) {
    call.principal().requireAllCollections("a list of operations");
    return Answer.json(
        Map.of("operations", operations.list().stream().map(OperationFields::of).toList()));
  }

  private static String name(Call call) {
    return PREFIX + call.variable("operation");
  }

  private static Answer answer(Operation operation) {
    return Answer.json(OperationFields.of(operation));
  }
}
