package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, run by the shells they are for. */
final class CompletionCommandTest {
  @TempDir private Path scratch;

  @Test
  void bash_completesCommandsAndOptions() throws Exception {
    assertEquals(
        List.of("collections", "completion", "config", "count"),
        sorted(bash("omen", "co").lines(), "co"));
    assertEquals(List.of("restore"), sorted(bash("omen", "backup", "r").lines(), "r"));
    assertEquals(List.of("--reverse"), sorted(bash("omen", "scan", "--rev").lines(), "--rev"));
    assertEquals(List.of("json", "jsonl"), sorted(bash("omen", "-o", "js").lines(), "js"));
  }

  @Test
  void zsh_isTheSameBehindItsPreparation() {
    String bash = new Omen().run("completion", "bash").done().out();
    String zsh = new Omen().run("completion", "zsh").done().out();
    assertTrue(zsh.endsWith(bash));
    assertTrue(zsh.startsWith("autoload -U +X compinit && compinit\n"), zsh.substring(0, 80));
  }

  @Test
  void otherShell_isWrongUsage() {
    Omen.Answer answer = new Omen().run("completion", "fish");
    assertEquals(ExitCode.WRONG_USAGE, answer.code());
    assertTrue(answer.err().contains("'fish'"), answer.err());
  }

  /** What bash offers for the last word. */
  private String bash(String... words) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    Path script = scratch.resolve("omen-completion.bash");
    Files.writeString(script, new Omen().run("completion", "bash").done().out());
    String line = String.join(" ", words);
    // What bash does at the press of a key, except that compopt works at its prompt only.
    String program =
        "compopt() { :; }; source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE='"
            + line
            + "'; COMP_POINT=${#COMP_LINE}; _complete_omen; printf '%s\\n' \"${COMPREPLY[@]}\"";
    List<String> command = new ArrayList<>(List.of("/bin/bash", "-c", program, "bash"));
    command.add(script.toString());
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  private static List<String> sorted(Stream<String> lines, String prefix) {
    return lines
        .map(String::strip)
        .peek(line -> assertTrue(line.startsWith(prefix), line))
        .sorted()
        .toList();
  }
}
