package io.omendb.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omendb.server.docs.MarkdownBlocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the lines of the documents that call curl, in their order, where there is a curl. */
final class HttpExamplesTest {
  private final HttpFixture http = new HttpFixture();

  @BeforeEach
  void needsCurl() throws Exception {
    boolean found;
    try {
      found = new ProcessBuilder("curl", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      found = false;
    }
    assumeTrue(found, "no curl here");
  }

  @AfterEach
  void stop() {
    http.close();
  }

  private String run(String line) throws Exception {
    Process process =
        new ProcessBuilder(
                "bash", "-c", line.replace("127.0.0.1:7618", "127.0.0.1:" + http.listener.port()))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), line);
    assertEquals(0, process.exitValue(), line + ": " + printed);
    return printed;
  }

  private static List<String> lines(String document) throws IOException {
    return MarkdownBlocks.of(document, "sh").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("curl "))
        .toList();
  }

  @Test
  void page_printsWhatItSays() throws Exception {
    List<String> expected = MarkdownBlocks.of("docs/http.md", "json").getFirst().lines().toList();
    List<String> lines = lines("docs/http.md");
    assertEquals(expected.size(), lines.size());
    for (int i = 0; i < lines.size(); i++) {
      assertEquals(expected.get(i), run(lines.get(i)), lines.get(i));
    }
  }

  @Test
  void readme_works() throws Exception {
    List<String> lines = lines("README.md");
    assertEquals(3, lines.size());
    String last = "";
    for (String line : lines) {
      last = run(line);
    }
    assertTrue(last.contains("Geneva"), last);
  }
}
