package io.omendb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omendb.server.cli.OmenCli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A call of the command line.
 *
 * @param code its exit code
 * @param out standard output
 * @param err standard error
 */
public record OmenRun(int code, String out, String err) {
  /** Runs {@code omen} in this JVM. */
  public static OmenRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = OmenCli.run(arguments, out, err);
    return new OmenRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output as JSON of a command that must have ended well. */
  public JsonNode json() {
    assertEquals(0, code, err);
    try {
      return new ObjectMapper().readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(out, e);
    }
  }

  /** The line of the error. */
  public String error() {
    return err.lines().filter(line -> line.startsWith("error: ")).findFirst().orElse("");
  }
}
