package io.omendb.server.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java example of the README as it stands. */
class ReadmeJavaTest {
  @TempDir Path scratch;

  @Test
  void javaExample_printsTheRowAndTheHit() throws Exception {
    List<String> blocks = MarkdownBlocks.of("README.md", "java");
    assertEquals(1, blocks.size());
    String example = blocks.getFirst().replace("file:cities-db", "file:" + scratch.resolve("db"));
    Path source = scratch.resolve("Example.java");
    Files.writeString(
        source,
        "import io.omendb.*;\npublic class Example {\n  public static void main(String[] args) {\n"
            + example
            + "  }\n}\n");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                scratch.toString(),
                source.toString());
    assertEquals(0, compiled, "the example does not compile");
    String printed = run();
    assertTrue(printed.contains("key=42, name=Geneva"), printed);
    assertTrue(printed.contains("distance="), printed);
  }

  private String run() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {scratch.toUri().toURL()})) {
      System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }
}
