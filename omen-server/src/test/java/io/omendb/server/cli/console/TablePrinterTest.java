package io.omendb.server.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TablePrinterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Console console(int width) {
    return new Console(out, OutputStream.nullOutputStream(), new Terminal(width, false));
  }

  private String printed(Console console) {
    console.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void narrowTerminal_cutsTheWidestTextButNoNumber() {
    Console console = console(24);
    RowPrinter printer = new TablePrinter(console, List.of("key", "name"));
    printer.print(Arrays.asList(Long.MAX_VALUE, "a name longer than the line"));
    printer.print(Arrays.asList(1L, null));
    printer.end();
    assertEquals(
        """
                        key  name
        -------------------  ------
        9223372036854775807  a nam…
                          1
        """,
        printed(console));
  }

  @Test
  void noTerminal_cutsNothing() {
    Console console = console(Integer.MAX_VALUE);
    RowPrinter printer = new TablePrinter(console, List.of("name"));
    printer.print(List.of("x".repeat(300)));
    printer.end();
    assertEquals(300, printed(console).lines().toList().getLast().length());
  }

  @Test
  void longVector_isShortened() {
    assertEquals("[1.0,2.0]", TablePrinter.cell(new float[] {1, 2}));
    assertEquals("[0.0, 0.0, 0.0, 0.0, ... 768 in all]", TablePrinter.cell(new float[768]));
  }

  @Test
  void controlCharacters_doNotBreakTheLine() {
    assertEquals("a b", TablePrinter.cell("a\nb"));
    assertEquals(" [2J", TablePrinter.cell("\033[2J"));
  }

  @Test
  void rowsAfterTheMeasuredOnes_areCutOnATerminalOnly() {
    assertEquals("sho…", lastOfManyRows(console(80)));
    assertEquals("shorter than this", lastOfManyRows(console(Integer.MAX_VALUE)));
  }

  private String lastOfManyRows(Console console) {
    RowPrinter printer = new TablePrinter(console, List.of("name"));
    for (int i = 0; i < 1000; i++) {
      printer.print(List.of(i < 500 ? "ab" : "shorter than this"));
    }
    printer.end();
    return printed(console).lines().toList().getLast();
  }

  @Test
  void noRows_isTheHeader() {
    Console console = console(Integer.MAX_VALUE);
    new TablePrinter(console, List.of("key", "name")).end();
    assertEquals("key  name\n---  ----\n", printed(console));
  }
}
