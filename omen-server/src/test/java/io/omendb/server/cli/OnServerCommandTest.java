package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Database;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} and {@code export} with {@code --on-server}: the files are the server's. */
@SuppressWarnings("NullAway.Init") // set before each test
final class OnServerCommandTest {
  @TempDir private Path files;
  private Database database;
  private OmenServer server;

  @BeforeEach
  void start() {
    database = Database.open("memory:");
    server =
        OmenServer.start(
            database,
            ServerSettings.of(
                Map.of(ServerKey.LISTEN, "127.0.0.1:0", ServerKey.TRANSFER_DIR, files.toString())));
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  private Omen omen() {
    return new Omen("--url", "127.0.0.1:" + server.port());
  }

  @Test
  void importThenExport_onTheServersDisk() throws Exception {
    Files.writeString(files.resolve("in.csv"), "id,n\n1,10\n2,20\n3,30\n");
    var imported =
        omen()
            .run(
                "import",
                "t",
                "in.csv",
                "--on-server",
                "--key",
                "id",
                "--schema",
                "n int64",
                "--json")
            .done()
            .object();
    assertEquals("3", String.valueOf(imported.get("rows")));
    omen()
        .run("import", "u", "in.csv", "--on-server", "--key", "id", "--bulk", "--schema", "n int64")
        .done();
    assertEquals("3\n", omen().run("count", "u").done().out());
    var exported =
        omen().run("export", "t", "out.jsonl", "--on-server", "--where", "n > 10", "--json").done();
    assertEquals("2", String.valueOf(exported.object().get("rows")));
    assertEquals(
        "{\"key\":2,\"n\":20}\n{\"key\":3,\"n\":30}\n",
        Files.readString(files.resolve("out.jsonl")));
  }

  @Test
  void brokenLine_isToldAsItIsHere() throws Exception {
    Files.writeString(files.resolve("in.csv"), "key,n\n1,10\n2,many\n");
    omen().run("create", "t", "--schema", "n int64").done();
    omen()
        .run("import", "t", "in.csv", "--on-server")
        .failed(
            ExitCode.FAILED,
            "error: INVALID_DATA: in.csv, line 3: Column 'n' is int64 and takes a whole number, not"
                + " \"many\" (imported before it: 0 rows; mend the file and import it again)");
    assertEquals("0\n", omen().run("count", "t").done().out());
  }

  @Test
  void withoutAServer_orWithAPlaceToKeep_isWrongUsage() {
    Omen here = new Omen("--db", files.resolve("db").toString());
    here.run("create", "t", "--schema", "n int64").done();
    for (String[] words :
        new String[][] {
          {"import", "t", "in.csv", "--on-server"}, {"export", "t", "out.csv", "--on-server"}
        }) {
      Omen.Answer answer = here.run(words);
      assertEquals(ExitCode.WRONG_USAGE, answer.code(), answer.err());
      assertTrue(answer.err().contains("--on-server needs a server"), answer.err());
    }
    assertEquals(
        ExitCode.WRONG_USAGE,
        omen().run("import", "t", "in.csv", "--on-server", "--resume").code());
  }
}
