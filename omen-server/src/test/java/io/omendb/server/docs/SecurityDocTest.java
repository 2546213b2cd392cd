package io.omendb.server.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.server.cli.OmenCli;
import io.omendb.server.security.Authority;
import io.omendb.server.values.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the example of docs/security.md, line by line: a name and {@code =$(...)} keeps an output, a
 * line with a remark must fail with that code. The server takes a free port.
 */
class SecurityDocTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z]+)=\\$\\((.*)\\)");
  private static final String ADDRESS = "127.0.0.1:7617";
  private static final long PATIENCE_MILLIS = 60_000;

  @TempDir Path scratch;

  private final Map<String, String> variables = new HashMap<>();
  private String address = ADDRESS;

  @Test
  void example_worksLineByLine() throws Exception {
    List<String> lines =
        MarkdownBlocks.of("docs/security.md", "sh").stream().flatMap(String::lines).toList();
    assertEquals(11, lines.size(), lines.toString());
    Thread server = null;
    StringBuilder printed = new StringBuilder();
    try {
      for (String line : lines) {
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (line.startsWith("openssl ")) {
          makeCertificate(line);
        } else if (assignment.matches()) {
          variables.put(assignment.group(1), omen(assignment.group(2)).strip());
        } else if (line.contains(" serve ")) {
          server = serve(line);
        } else {
          printed.append(omen(line));
        }
      }
    } finally {
      if (server != null) {
        server.interrupt();
        server.join(PATIENCE_MILLIS);
      }
    }
    String text = printed.toString();
    assertTrue(text.contains("collector") && text.contains("logs_web"), text);
    String ofCollector = text.substring(text.lastIndexOf("logs_web"));
    assertFalse(ofCollector.contains("orders  "), "the collector's list: " + ofCollector);
  }

  /** As the line says where OpenSSL is installed. */
  private void makeCertificate(String line) throws Exception {
    try {
      Process process =
          new ProcessBuilder(line.split(" ", -1))
              .directory(scratch.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), said);
    } catch (IOException e) { // there is none
      var own = new Authority(scratch, "authority").issue("localhost");
      Files.move(own.certificate(), scratch.resolve("server.pem"));
      Files.move(own.key(), scratch.resolve("server.key"));
    }
  }

  private Thread serve(String line) throws Exception {
    Path portFile = scratch.resolve("port.json");
    List<String> words = words(line);
    words.addAll(List.of("--listen", "127.0.0.1:0", "--port-file", portFile.toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Thread thread = new Thread(() -> OmenCli.run(words.toArray(String[]::new), said, said));
    thread.start();
    for (long waited = 0; !Files.exists(portFile) && waited < PATIENCE_MILLIS; waited += 10) {
      assertTrue(thread.isAlive(), said.toString(StandardCharsets.UTF_8));
      Thread.sleep(10);
    }
    var ports = JsonReader.readObject("port file", Files.readString(portFile));
    address = "127.0.0.1:" + ports.get("grpc");
    return thread;
  }

  private String omen(String line) {
    int remark = line.indexOf(" # ");
    String command = remark < 0 ? line : line.substring(0, remark);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = OmenCli.run(words(command).toArray(String[]::new), out, err);
    String errors = err.toString(StandardCharsets.UTF_8);
    if (remark < 0) {
      assertEquals(0, code, command + ": " + errors);
    } else {
      assertTrue(errors.startsWith("error: " + line.substring(remark + 3) + ": "), errors);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> words(String command) {
    assertTrue(command.startsWith("bin/omen "), command);
    List<String> words = new ArrayList<>();
    WORD.matcher(command.substring("bin/omen ".length()))
        .results()
        .forEach(word -> words.add(word.group(1) == null ? here(word.group(2)) : word.group(1)));
    return words;
  }

  /** Variables become their values, files those of this test. */
  private String here(String word) {
    if (word.startsWith("$")) {
      return variables.getOrDefault(word.substring(1), "");
    }
    if (word.equals("shop") || word.startsWith("server.")) {
      return scratch.resolve(word).toString();
    }
    return word.replace(ADDRESS, address);
  }
}
