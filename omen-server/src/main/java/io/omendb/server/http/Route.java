package io.omendb.server.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One method of one path: what it takes, what it answers and who may ask.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT} or {@code DELETE}
 * @param path with variables in braces: {@code /v1/collections/{collection}/rows}
 * @param id a name for it, unique, for clients that are generated
 * @param summary what it does, in a sentence
 * @param permission what the caller needs
 * @param query the parameters of its query, no others are taken
 * @param body the body it takes; null for none
 * @param answer what it answers
 * @param handler does it
 */
record Route(
    String method,
    String path,
    String id,
    String summary,
    Permission permission,
    List<Param> query,
    @Nullable Body body,
    Reply answer,
    Handler handler) {

  /** The variable of a path that names a collection. */
  static final String COLLECTION = "collection";

  /**
   * Whether it is about the data. What is about the server itself is answered at once, even where
   * all threads are busy and while the server is about to end.
   */
  boolean asksDatabase() {
    return path.startsWith("/v1/");
  }

  /** Answers a request; on a thread of the {@link WorkPool} where it asks the database. */
  @FunctionalInterface
  interface Handler {
    Answer handle(Call call);
  }

  /**
   * A JSON object in the body of a request.
   *
   * @param params its fields; null where they are the columns of a row
   * @param example one that works, for people
   */
  record Body(@Nullable List<Param> params, Map<String, Object> example) {}

  /**
   * What comes back where all is well.
   *
   * @param status the HTTP status
   * @param about what it is, for people
   * @param contentType the type of the body
   * @param schema the JSON Schema of the body
   */
  record Reply(int status, String about, String contentType, Map<String, Object> schema) {
    static Reply json(String about, Map<String, Object> schema) {
      return new Reply(200, about, Answer.JSON, schema);
    }

    static Reply text(String about, String contentType) {
      return new Reply(200, about, contentType, Schemas.STRING);
    }
  }
}
