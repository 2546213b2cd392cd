package io.omendb.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.ConnectionOptions;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client of servers with certificates and tokens. */
final class RemoteSecurityTest {
  @TempDir private Path scratch;

  private static Database open(String uri, ConnectionOptions connection) {
    return Database.open(uri, DatabaseOptions.defaults().with(connection));
  }

  private static OmenException refused(String uri, ConnectionOptions connection) {
    return assertThrows(OmenException.class, () -> open(uri, connection).close());
  }

  @Test
  void tlsAndToken_openTheDatabase_andTheRoleDecides() throws Exception {
    try (SecureServer server = new SecureServer(scratch, false)) {
      String uri = "grpcs://" + server.address();
      ConnectionOptions trusting =
          ConnectionOptions.defaults().authorities(server.authority.file());
      try (Database boss = open(uri, trusting.token(server.admin));
          Database reader = open(uri, trusting.token(server.read))) {
        boss.createCollection("cities", Schema.parse("name utf8"))
            .put(Row.of(1).with("name", "Geneva"));
        Collection cities = reader.collection("cities");
        assertEquals(1, cities.count());
        OmenException denied =
            assertThrows(OmenException.class, () -> cities.put(Row.of(2).with("name", "x")));
        assertEquals(ErrorCode.PERMISSION_DENIED, denied.code());
        assertTrue(
            denied.toString().contains("role read, WriteBatch needs write"), denied.toString());
        assertFalse((boss.toString() + boss.uri()).contains(server.admin));
      }
      OmenException none = refused(uri, trusting);
      assertEquals(ErrorCode.UNAUTHENTICATED, none.code());
      assertTrue(none.toString().contains("OMENDB_TOKEN"), none.toString());
      OmenException wrong = refused(uri, trusting.token(server.admin + "x"));
      assertEquals(ErrorCode.UNAUTHENTICATED, wrong.code());
      assertFalse(wrong.toString().contains(server.admin), wrong.toString());
    }
  }

  @Test
  void wrongConnections_sayWhatToDo() throws Exception {
    try (SecureServer server = new SecureServer(scratch, false)) {
      String tls = "grpcs://" + server.address();
      ConnectionOptions token = ConnectionOptions.defaults().token(server.admin);
      assertSays(refused(tls, token), "not trusted", "--tls-ca");
      assertSays(refused(tls, token.authorities(server.clients.file())), "not trusted", "--tls-ca");
      assertSays(refused("grpc://" + server.address(), token), "closed the connection", "grpcs://");
    }
    try (Database served = Database.open("memory:");
        OmenServer plain =
            OmenServer.start(served, ServerSettings.of(Map.of(ServerKey.LISTEN, "127.0.0.1:0")))) {
      OmenException error =
          refused("grpcs://127.0.0.1:" + plain.port(), ConnectionOptions.defaults());
      assertSays(error, "TLS", "grpc://");
    }
  }

  @Test
  void mutualTls_wantsAnIdentity() throws Exception {
    try (SecureServer server = new SecureServer(scratch, true)) {
      String uri = "grpcs://" + server.address();
      ConnectionOptions options =
          ConnectionOptions.defaults().authorities(server.authority.file()).token(server.admin);
      assertSays(refused(uri, options), "TLS", "--tls-client-cert");
      var own = server.clients.issue("client");
      try (Database database = open(uri, options.identity(own.certificate(), own.key()))) {
        assertEquals(List.of(), database.listCollections());
      }
    }
  }

  private static void assertSays(OmenException error, String what, String remedy) {
    assertEquals(ErrorCode.UNAVAILABLE, error.code(), error.toString());
    assertTrue(error.what().contains(what), error.toString());
    assertTrue(error.remedy().orElse("").contains(remedy), error.toString());
  }

  @Test
  void optionsThatDoNotFit_areRefused() throws Exception {
    ConnectionOptions token = ConnectionOptions.defaults().token("omen_secret");
    assertFalse(token.toString().contains("omen_secret"), token.toString());
    assertEquals(Optional.of("connection"), refused("memory:", token).field());
    assertEquals(Optional.of("url"), refused("grpc://h:1", token.authorities(scratch)).field());
    OmenException inUrl = refused("grpc://omen_secret@h:1", ConnectionOptions.defaults());
    assertFalse(inUrl.toString().contains("omen_secret"), inUrl.toString());
    for (String bad : List.of("", "a b", "a\n", "é")) {
      OmenException error = assertThrows(OmenException.class, () -> token.token(bad));
      assertEquals(Optional.of("token"), error.field());
    }
    Path absent = scratch.resolve("absent.pem");
    assertEquals(
        ErrorCode.IO_ERROR, refused("grpcs://localhost:1", token.authorities(absent)).code());
    Path garbage = Files.writeString(scratch.resolve("garbage.pem"), "x");
    assertEquals(
        ErrorCode.INVALID_DATA, refused("grpcs://localhost:1", token.authorities(garbage)).code());
  }
}
