package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands on a directory. */
final class DirectoryCommandTest extends CommandContract {
  @Override
  public Omen omen() {
    return new Omen("--db", scratch.resolve("database with blanks").toString());
  }

  @Test
  void read_whereNoDatabaseIs_failsAndMakesNone() throws Exception {
    Path empty = Files.createDirectory(scratch.resolve("empty"));
    Path other = Files.createDirectory(scratch.resolve("other"));
    Files.writeString(other.resolve("letter.txt"), "not a database");
    Path absent = scratch.resolve("absent");
    for (Path directory : List.of(empty, other, absent)) {
      for (String command : List.of("collections", "stats", "flush", "merge")) {
        new Omen("--db", directory.toString())
            .run(command)
            .failed(
                ExitCode.NOT_FOUND,
                "error: LOCATION_NOT_FOUND: No database at "
                    + directory
                    + " (name its directory with --db, or make one with 'omen create')");
      }
    }
    assertFalse(Files.exists(absent));
    assertEquals(0, empty.toFile().list().length);
    assertEquals(1, other.toFile().list().length);
  }

  @Test
  void anyCommand_whileAnotherHasItOpen_isLocked() {
    String directory = scratch.resolve("locked").toString();
    new Omen("--db", directory).run("create", "x", "--schema", "").done();
    try (Database held = Database.open("file:" + directory)) {
      assertEquals(List.of("x"), held.listCollections());
      Omen.Answer answer = new Omen("--db", directory).run("collections");
      assertEquals(ExitCode.CONFLICT, answer.code());
      assertTrue(answer.err().startsWith("error: DATABASE_LOCKED: "), answer.err());
    }
  }

  @Test
  void import_bulk_isAllOrNothing() throws Exception {
    StringBuilder csv = new StringBuilder("key,name\n");
    for (int key = 999; key >= 0; key--) {
      csv.append(key).append(",n").append(key).append('\n');
    }
    Path file = Files.writeString(scratch.resolve("bulk.csv"), csv);
    omen().run("import", "b", file.toString(), "--schema", "name utf8", "--bulk").done();
    assertEquals("1000\n", omen().run("count", "b").done().out());
    Files.writeString(file, csv + "x,y\n2000,z\n");
    Omen.Answer answer = omen().run("import", "b", file.toString(), "--bulk");
    assertEquals(ExitCode.FAILED, answer.code());
    assertTrue(answer.err().contains("line 1002"), answer.err());
    assertTrue(answer.err().contains("nothing is imported"), answer.err());
    assertEquals("1000\n", omen().run("count", "b").done().out());
  }

  @Test
  void set_choosesEngines() {
    omen().run("flush").done();
    for (String engine : List.of("linear", "rmi", "binary")) {
      String out =
          omen()
              .run(
                  "stats",
                  "--json",
                  "--set",
                  "index.engine=" + engine,
                  "--set",
                  "compute.engine=scalar")
              .done()
              .out();
      assertTrue(
          out.contains(
              "{\"index\":\"" + engine + "\",\"storage\":\"rocksdb\",\"compute\":\"scalar\"}"),
          out);
    }
  }

  @Test
  void set_unknownEngine_listsThoseThereAre() {
    Omen.Answer answer = omen().run("stats", "--set", "index.engine=oracle");
    assertEquals(ExitCode.NOT_FOUND, answer.code());
    assertTrue(answer.err().startsWith("error: ENGINE_NOT_FOUND: "), answer.err());
    assertTrue(answer.err().contains("auto, binary, btree, linear, pgm, rmi"), answer.err());
  }
}
