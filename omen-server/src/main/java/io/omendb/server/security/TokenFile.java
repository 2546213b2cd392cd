package io.omendb.server.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.omendb.ErrorCode;
import io.omendb.Names;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a server in a JSON file. Whoever may write it may do everything, so it is refused
 * where others than its owner may. Changes are made under a lock beside it and are seen whole.
 */
public final class TokenFile {
  private static final int FORMAT = 1;
  private static final int MAX_TOKENS = 10_000;
  private static final int MAX_NAME = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** The file at this place; it need not be there yet. */
  public TokenFile(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /**
   * The tokens, oldest first; none where the file is not there.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} where it is no such file, {@link
   *     ErrorCode#INVALID_ARGUMENT} where others may write it, {@link ErrorCode#IO_ERROR}
   */
  public List<Token> read() {
    try {
      refuseWritableByOthers();
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (root.path("format").asInt() != FORMAT || !root.path("tokens").isArray()) {
        throw malformed("it is not of format " + FORMAT, null);
      }
      List<Token> tokens = new ArrayList<>();
      for (JsonNode entry : root.path("tokens")) {
        tokens.add(token(entry));
      }
      return List.copyOf(tokens);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (JsonProcessingException e) {
      throw malformed("it is not JSON at line " + e.getLocation().getLineNr(), e);
    } catch (IOException e) {
      throw OmenException.io("Cannot read the token file " + file, e);
    }
  }

  /**
   * Makes a token and keeps its hash.
   *
   * @param name not yet in the file; null for the token's id
   * @throws OmenException {@link ErrorCode#CONFLICT} where the name is taken
   */
  public Token.Issued create(@Nullable String name, Role role, CollectionPatterns collections) {
    if (name != null) {
      checkName(name);
    }
    PrivateFile.makeParent(file);
    try (FileChannel _ = lock()) {
      List<Token> tokens = new ArrayList<>(read());
      Token.Issued made = Token.issue(new Principal(name == null ? "" : name, role, collections));
      if (name == null) {
        made = made.named(made.token().id());
      } else if (tokens.stream().anyMatch(token -> token.isCalled(name))) {
        throw new OmenException(
            ErrorCode.CONFLICT,
            "There is a token '" + name + "' already",
            "name",
            "choose another name, or revoke that one first",
            null);
      }
      if (tokens.size() >= MAX_TOKENS) {
        throw new OmenException(
            ErrorCode.LIMIT_EXCEEDED,
            "There are " + MAX_TOKENS + " tokens already",
            "revoke some with 'omen token revoke'");
      }
      tokens.add(made.token());
      write(tokens);
      return made;
    } catch (IOException e) {
      throw OmenException.io("Cannot lock the token file " + file, e);
    }
  }

  /**
   * Removes a token by its name or id.
   *
   * @return what was removed
   * @throws OmenException {@link ErrorCode#LOCATION_NOT_FOUND} where there is none
   */
  public Token revoke(String nameOrId) {
    try (FileChannel _ = lock()) {
      List<Token> tokens = new ArrayList<>(read());
      Token revoked =
          tokens.stream()
              .filter(token -> token.isCalled(nameOrId))
              .findFirst()
              .orElseThrow(() ->
                  new OmenException(
                      ErrorCode.LOCATION_NOT_FOUND,
                      "No token '" + Names.printable(nameOrId) + "' in " + file,
                      "token",
                      "'omen token list' shows those there are",
                      null));
      tokens.remove(revoked);
      write(tokens);
      return revoked;
    } catch (IOException e) {
      throw OmenException.io("Cannot lock the token file " + file, e);
    }
  }

  private static void checkName(String name) {
    if (name.length() > MAX_NAME || !name.matches("[A-Za-z0-9][A-Za-z0-9._@-]*")) {
      throw OmenException.invalid(
          "name",
          "The token name '" + Names.printable(name) + "' is not allowed",
          "write letters, digits, '.', '_', '@' and '-', at most " + MAX_NAME);
    }
  }

  /** Held until it is closed. The file itself is replaced, so it cannot be what is locked. */
  private FileChannel lock() throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.lock().isValid();
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private void write(List<Token> tokens) {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ArrayNode array = root.putArray("tokens");
    for (Token token : tokens) {
      ObjectNode entry =
          array
              .addObject()
              .put("id", token.id())
              .put("name", token.name())
              .put("role", token.principal().role().text())
              .put("created", token.created().toString())
              .put("salt", token.salt())
              .put("sha256", token.hash());
      ArrayNode patterns = entry.putArray("collections");
      token.principal().collections().patterns().forEach(patterns::add);
    }
    PrivateFile.replace(file, root.toPrettyString() + "\n");
  }

  private Token token(JsonNode entry) {
    try {
      List<String> patterns = new ArrayList<>();
      entry.path("collections").forEach(pattern -> patterns.add(pattern.asText()));
      return new Token(
          text(entry, "id"),
          new Principal(
              text(entry, "name"),
              Role.parse(text(entry, "role")),
              CollectionPatterns.of(patterns)),
          text(entry, "salt"),
          text(entry, "sha256"),
          Instant.parse(text(entry, "created")));
    } catch (OmenException | DateTimeException e) {
      throw malformed("an entry is damaged: " + e.getMessage(), e);
    }
  }

  private String text(JsonNode entry, String field) {
    String text = entry.path(field).asText();
    if (text.isEmpty()) {
      throw malformed("an entry has no " + field, null);
    }
    return text;
  }

  private void refuseWritableByOthers() throws IOException {
    Set<PosixFilePermission> others = new LinkedHashSet<>();
    try {
      others.addAll(Files.getPosixFilePermissions(file));
    } catch (UnsupportedOperationException e) {
      return; // a file system without them
    }
    others.retainAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
    if (!others.isEmpty()) {
      throw OmenException.invalid(
          "tokens.file",
          "Others than its owner may write the token file " + file,
          "chmod 600 it, and look whether its tokens are yours");
    }
  }

  private OmenException malformed(String what, @Nullable Throwable cause) {
    return new OmenException(
        ErrorCode.INVALID_DATA,
        file + " is no token file: " + what,
        "tokens.file",
        "restore it, or remove it and make new tokens",
        cause);
  }
}
