package io.omendb.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.server.cli.OmenCli;
import io.omendb.server.config.ServerKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/reference.md says what the program does, all of it and nothing else. */
class ReferenceTest {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
  private static final Pattern FIRST_CELL =
      Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path scratch;

  private final String reference = read();

  private static String read() {
    try {
      return Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/reference.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void commands_areThoseOfTheProgram() {
    assertEquals(commandsOfTheProgram(), commandSections().keySet());
  }

  @Test
  void options_areThoseOfTheProgram() {
    Set<String> global = matches(OPTION, section("## The command line", "\n### "));
    commandSections()
        .forEach((command, text) -> {
          Set<String> documented = matches(OPTION, text);
          documented.removeAll(global);
          Set<String> actual = matches(OPTION, help(command));
          assertTrue(actual.containsAll(global), command + " lacks a global option: " + actual);
          actual.removeAll(global);
          assertEquals(actual, documented, command);
        });
  }

  @Test
  void settings_areThoseOfTheProgram() {
    Map<String, String> actual = new TreeMap<>();
    for (DatabaseOptions.Key key : DatabaseOptions.Key.values()) {
      actual.put(key.text(), key.defaultValue());
    }
    for (ServerKey key : ServerKey.values()) {
      actual.put(key.text(), key.defaultValue());
    }
    Map<String, String> documented = new TreeMap<>();
    Pattern.compile("^\\| `([^`]+)` \\| `([^`]+)` \\|", Pattern.MULTILINE)
        .matcher(section("## Settings", "\n## "))
        .results()
        .forEach(row -> documented.put(row.group(1), row.group(2)));
    assertEquals(actual, documented);
  }

  @Test
  void errorCodes_areThoseOfTheProgram() {
    assertEquals(
        Arrays.stream(ErrorCode.values()).map(Enum::name).collect(Collectors.toSet()),
        FIRST_CELL
            .matcher(section("## Error codes", "\n## "))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet()));
  }

  @Test
  void jsonExamples_haveTheFieldsOfTheAnswers() throws IOException {
    Path rows = Files.writeString(scratch.resolve("rows.jsonl"), "{\"key\":7,\"name\":\"Bern\"}\n");
    Map<String, List<String>> calls = new LinkedHashMap<>();
    calls.put("create", List.of("places", "--schema", "name utf8, v vector<float32>[2]"));
    calls.put("put", List.of("places", "1", "{\"name\":\"Geneva\",\"v\":[1,2]}"));
    calls.put("import", List.of("places", rows.toString()));
    calls.put("flush", List.of());
    calls.put("merge", List.of("places"));
    calls.put("get", List.of("places", "1"));
    calls.put("collections", List.of());
    calls.put("count", List.of("places"));
    calls.put("scan", List.of("places", "--columns", "name"));
    calls.put("knn", List.of("places", "--vector", "[1,2]"));
    calls.put("recall", List.of("places"));
    calls.put("stats", List.of());
    calls.put("explain get", List.of("places", "1"));
    calls.put("explain knn", List.of("places", "--vector", "[1,2]", "--where", "name is not null"));
    calls.put("verify", List.of());
    calls.put("repair", List.of());
    String backup = scratch.resolve("backup").toString();
    calls.put("backup create", List.of(backup));
    calls.put("backup verify", List.of(backup));
    calls.put("backup restore", List.of(backup));
    calls.put("export", List.of("places", scratch.resolve("out.csv").toString()));
    calls.put("config show", List.of());
    calls.put("config check", List.of());
    calls.put("doctor", List.of());
    calls.put("advise", List.of("--dataset", "seq", "--n", "1K"));
    calls.put("delete", List.of("places", "1"));
    calls.put("drop", List.of("places"));
    Set<String> withoutExample = new TreeSet<>(commandSections().keySet());
    withoutExample.removeAll(Set.of("backup", "config", "explain")); // their commands have one each
    withoutExample.removeAll(calls.keySet());
    withoutExample.removeIf(command -> command.startsWith("bench")); // they take minutes
    // demo's own test compares its fields; the others answer no JSON of fixed fields.
    assertEquals(Set.of("completion", "demo", "help", "serve"), withoutExample);
    calls.forEach((command, arguments) -> compare(command, arguments));
  }

  private void compare(String command, List<String> arguments) {
    String place = command.equals("backup restore") ? "restored" : "db"; // which is empty
    String[] words =
        Stream.concat(
                Stream.of("--db", scratch.resolve(place).toString(), "--json"),
                Stream.concat(Stream.of(command.split(" ", -1)), arguments.stream()))
            .toArray(String[]::new);
    Answer answer = run(words);
    // What the doctor finds is the machine's.
    assertTrue(answer.code() == 0 || command.equals("doctor"), answer.text());
    String example = commandSections().get(command).split("```json\n", 2)[1].split("```", 2)[0];
    try {
      Set<String> actual = fields("", JSON.readTree(answer.text()));
      actual.removeIf(field -> field.equals("/v") || field.endsWith("/row/v"));
      actual.removeIf(field -> field.startsWith("/environment/")); // caches are a machine's own
      assertEquals(fields("", JSON.readTree(example)), actual, command);
    } catch (IOException e) {
      throw new AssertionError(command + " prints " + answer.text(), e);
    }
  }

  private static Set<String> fields(String path, JsonNode node) {
    Set<String> fields = new TreeSet<>();
    node.properties()
        .forEach(field -> {
          String name = path + "/" + field.getKey();
          fields.add(name);
          fields.addAll(fields(name, field.getValue()));
        });
    if (node.isArray()) {
      node.forEach(element -> fields.addAll(fields(path, element)));
    }
    return fields;
  }

  /** Commands, and those under them as {@code bench index}. */
  private static Set<String> commandsOfTheProgram() {
    Set<String> commands = new TreeSet<>();
    for (String command : listed(run("help").text())) {
      commands.add(command);
      listed(help(command)).forEach(below -> commands.add(command + " " + below));
    }
    return commands;
  }

  private static List<String> listed(String help) {
    int list = help.indexOf("Commands:");
    return list < 0
        ? List.of()
        : Pattern.compile("^  ([a-z][a-z-]*)  ", Pattern.MULTILINE)
            .matcher(help)
            .region(list, help.length())
            .results()
            .map(command -> command.group(1))
            .toList();
  }

  private static String help(String command) {
    return run((command + " --help").split(" ")).text();
  }

  /** By command; the heading {@code bench a|b} stands for two that are alike. */
  private Map<String, String> commandSections() {
    Map<String, String> sections = new TreeMap<>();
    String commands = section("### demo", "\n## ");
    Pattern.compile("^### ", Pattern.MULTILINE)
        .splitAsStream(commands)
        .filter(part -> !part.isBlank())
        .forEach(part -> {
          String heading = part.substring(0, part.indexOf('\n'));
          int last = heading.lastIndexOf(' ') + 1;
          for (String word : heading.substring(last).split("\\|", -1)) {
            sections.put(heading.substring(0, last) + word, part);
          }
        });
    return sections;
  }

  /** The text from a heading to what comes after it. */
  private String section(String heading, String end) {
    int start = reference.indexOf(heading);
    assertTrue(start >= 0, heading);
    int stop = reference.indexOf(end, start + 1);
    return reference.substring(start, stop < 0 ? reference.length() : stop);
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private record Answer(int code, String text) {}

  private static Answer run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = OmenCli.run(arguments, out, err);
    return new Answer(
        code, out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8));
  }
}
