package io.omendb.server.cli;

import io.omendb.server.security.Token;
import io.omendb.server.security.TokenFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** Something done to the token file of a database. */
abstract class TokenFileCommand extends OmenCommand {
  /** The file that is meant. */
  final TokenFile file() {
    root().requireNoServer("it reads the token file where the server runs");
    return root().tokenFile();
  }

  /** What may be shown of a token. */
  static Map<String, Object> fields(Token token) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", token.id());
    fields.put("name", token.name());
    fields.put("role", token.principal().role().text());
    fields.put("collections", token.principal().collections().toString());
    fields.put("created", token.created().toString());
    return fields;
  }
}
