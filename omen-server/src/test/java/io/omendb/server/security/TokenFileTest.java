package io.omendb.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenFileTest {
  @TempDir private Path scratch;

  private TokenFile file() {
    return new TokenFile(scratch.resolve("db.tokens.json"));
  }

  @Test
  void create_keepsAHash_andNotTheSecret() throws IOException {
    Token.Issued made = file().create("ci", Role.WRITE, CollectionPatterns.parse("logs_*"));
    String secret = made.text().substring(made.text().lastIndexOf('_') + 1);
    String kept = Files.readString(file().path());
    assertTrue(made.text().length() > 50, made.text());
    assertFalse(kept.contains(secret) || made.toString().contains(secret), kept);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())));
    assertEquals(List.of(made.token()), file().read());
    Token.Issued other = file().create(null, Role.READ, CollectionPatterns.ALL);
    assertEquals(other.token().id(), other.token().name());
    assertNotEquals(made.token().salt(), other.token().salt());
    assertEquals(List.of(made.token(), other.token()), file().read());
  }

  @Test
  void create_nameTaken_isAConflict_andBadNamesAreRefused() {
    file().create("ci", Role.READ, CollectionPatterns.ALL);
    assertEquals(ErrorCode.CONFLICT, refused("ci"));
    for (String name : List.of("", "a b", "../x", "-x", "a".repeat(101), "a\n")) {
      assertEquals(ErrorCode.INVALID_ARGUMENT, refused(name), name);
    }
  }

  private ErrorCode refused(String name) {
    return assertThrows(
            OmenException.class, () -> file().create(name, Role.READ, CollectionPatterns.ALL))
        .code();
  }

  @Test
  void revoke_byNameOrId() {
    Token first = file().create("a", Role.READ, CollectionPatterns.ALL).token();
    Token second = file().create("b", Role.READ, CollectionPatterns.ALL).token();
    assertEquals(first, file().revoke("a"));
    assertEquals(second, file().revoke(second.id()));
    assertEquals(List.of(), file().read());
    OmenException error = assertThrows(OmenException.class, () -> file().revoke("a"));
    assertEquals(ErrorCode.LOCATION_NOT_FOUND, error.code());
  }

  @Test
  void read_writableByOthers_isRefused() throws IOException {
    file().create("a", Role.READ, CollectionPatterns.ALL);
    Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString("rw-rw-r--"));
    OmenException error = assertThrows(OmenException.class, () -> file().read());
    assertTrue(error.toString().contains("chmod 600"), error.toString());
    Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString("r--r--r--"));
    assertEquals(1, file().read().size(), "a mounted secret may be readable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{\"format\":2,\"tokens\":[]}",
        "{\"format\":1}",
        "{\"format\":1,\"tokens\":[{}]}",
        "{\"format\":1,\"tokens\":[{\"id\":\"a\",\"name\":\"a\",\"role\":\"king\",\"salt\":\"s\","
            + "\"sha256\":\"h\",\"created\":\"2026-01-01T00:00:00Z\",\"collections\":[\"*\"]}]}"
      })
  void read_whatIsNoTokenFile_namesIt(String text) throws IOException {
    Files.writeString(file().path(), text);
    Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString("rw-------"));
    OmenException error = assertThrows(OmenException.class, () -> file().read());
    assertEquals(ErrorCode.INVALID_DATA, error.code());
    assertTrue(error.toString().contains(file().path().toString()), error.toString());
  }

  @Test
  void accessControl_knowsTheTokenAndNoOther() {
    Token.Issued made = file().create("ci", Role.WRITE, CollectionPatterns.ALL);
    try (AccessControl control = AccessControl.open(file())) {
      assertEquals(made.token().principal(), control.authenticate("Bearer " + made.text()));
      assertEquals(made.token().principal(), control.authenticate("bearer " + made.text()));
      String text = made.text();
      char last = text.charAt(text.length() - 1);
      for (String wrong :
          List.of(
              "Bearer " + text.substring(0, text.length() - 1) + (last == 'A' ? 'Q' : 'A'),
              "Bearer " + text + "A",
              "Bearer " + text.substring(0, 18),
              "Bearer " + text.substring(0, 17),
              "Bearer omen_",
              "Bearer ",
              "Basic " + text,
              text,
              "",
              "Bearer " + "x".repeat(10_000))) {
        OmenException error =
            assertThrows(OmenException.class, () -> control.authenticate(wrong), wrong);
        assertEquals(ErrorCode.UNAUTHENTICATED, error.code());
        assertFalse(error.toString().contains(text.substring(18)), error.toString());
      }
      assertThrows(OmenException.class, () -> control.authenticate(null));
    }
  }

  @Test
  void accessControl_takesChanges_andFailsClosed() throws Exception {
    try (AccessControl control = AccessControl.open(file())) {
      assertEquals(Principal.ANYONE, control.authenticate(null));
      Token.Issued made = file().create("ci", Role.READ, CollectionPatterns.ALL);
      await(() -> refuses(control, null));
      assertFalse(refuses(control, "Bearer " + made.text()));
      Files.writeString(file().path(), "damaged");
      Thread.sleep(1500); // more than one look at the file
      assertFalse(refuses(control, "Bearer " + made.text()), "what was read before stays");
      Files.delete(file().path());
      await(() -> refuses(control, "Bearer " + made.text()));
      assertTrue(refuses(control, null), "a lost file lets nobody in");
    }
  }

  private static boolean refuses(AccessControl control, @Nullable String header) {
    try {
      control.authenticate(header);
      return false;
    } catch (OmenException e) {
      return true;
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 3_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertTrue(condition.getAsBoolean());
  }

  @Test
  void settings_sayWhereTheFileIs() {
    SecuritySettings beside = new SecuritySettings(null, null, null, "auto", false);
    Path data = scratch.resolve("data");
    Path expected = scratch.resolve("data.tokens.json");
    assertEquals(expected, beside.tokenFileOf("file:" + data).orElseThrow().path());
    assertEquals(expected, beside.tokenFileOf("file://" + data + "/").orElseThrow().path());
    assertEquals(expected, beside.tokenFile(data).orElseThrow().path());
    assertTrue(beside.tokenFileOf("memory:").isEmpty());
    SecuritySettings named = new SecuritySettings(null, null, null, expected.toString(), false);
    assertEquals(expected, named.tokenFileOf("memory:").orElseThrow().path());
    assertTrue(
        new SecuritySettings(null, null, null, "none", false)
            .tokenFileOf("file:" + data)
            .isEmpty());
  }
}
