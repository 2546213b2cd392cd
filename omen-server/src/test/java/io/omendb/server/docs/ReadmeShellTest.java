package io.omendb.server.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.server.cli.OmenCli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's commands in their order; the server and the demo have tests of their own. */
class ReadmeShellTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir Path scratch;

  @Test
  void commands_workInTheirOrder() throws IOException {
    List<String> commands =
        MarkdownBlocks.of("README.md", "sh").stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("bin/omen "))
            .filter(line -> !line.startsWith("bin/omen serve") && !line.startsWith("bin/omen demo"))
            .toList();
    assertEquals(4, commands.size(), commands.toString());
    StringBuilder printed = new StringBuilder();
    for (String command : commands) {
      printed.append(run(command.substring("bin/omen ".length())));
    }
    assertTrue(printed.toString().contains("Geneva"), printed.toString());
  }

  private String run(String command) {
    List<String> words = new ArrayList<>(List.of("--db", scratch.resolve("db").toString()));
    WORD.matcher(command)
        .results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = OmenCli.run(words.toArray(String[]::new), out, err);
    assertEquals(0, code, command + ": " + err.toString(StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
