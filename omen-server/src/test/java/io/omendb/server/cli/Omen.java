package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.server.values.JsonReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the command line in this process and keeps what it answered.
 *
 * @param place {@code --db DIR} or {@code --url HOST:PORT}, put before every command
 */
record Omen(List<String> place) {
  /** What a command answered. */
  record Answer(int code, String out, String err) {
    /** Fails unless the command did its work and said nothing else. */
    Answer done() {
      assertEquals("", err, "standard error");
      assertEquals(ExitCode.DONE, code);
      return this;
    }

    /** Fails unless the command failed with exactly this line. */
    Answer failed(int expectedCode, String line) {
      assertEquals(line + "\n", err, "standard error");
      assertEquals(expectedCode, code);
      return this;
    }

    /** The one JSON value on standard output. */
    @Nullable Object json() {
      return JsonReader.read("answer", out);
    }

    /** The one JSON object on standard output. */
    Map<String, @Nullable Object> object() {
      return JsonReader.readObject("answer", out);
    }
  }

  /** A JSON array. */
  static List<?> list(@Nullable Object json) {
    return (List<?>) Objects.requireNonNull(json);
  }

  /** A JSON object. */
  static Map<?, ?> map(@Nullable Object json) {
    return (Map<?, ?>) Objects.requireNonNull(json);
  }

  Omen(String... place) {
    this(List.of(place));
  }

  Answer run(String... words) {
    String[] args = Arrays.copyOf(place.toArray(new String[0]), place.size() + words.length);
    System.arraycopy(words, 0, args, place.size(), words.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = OmenCli.run(args, out, err);
    return new Answer(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
