package io.omendb.server.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines are those of the JDK's reader, and none is longer than it may be. */
class LineReaderTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  @TempDir Path directory;

  @Test
  void lines_areThoseOfTheJdk() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append("x".repeat(random.nextInt(random.nextInt(10) == 0 ? 200_000 : 20)));
        text.append(random.nextBoolean() ? "\n" : random.nextBoolean() ? "\r\n" : "y");
      }
      BufferedReader expected = new BufferedReader(new StringReader(text.toString()));
      assertEquals(
          expected.lines().toList(),
          lines(new LineReader(new StringReader(text.toString()), Integer.MAX_VALUE)),
          "seed " + SEED + ", round " + round);
    }
  }

  private static List<String> lines(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
    }
    assertNull(reader.next());
    return lines;
  }

  @Test
  void lineAtTheLimit_isRead_andOneBeyondIsRefused() throws IOException {
    assertEquals(List.of("1234", ""), lines(new LineReader(new StringReader("1234\n\n"), 4)));
    LineReader reader = new LineReader(new StringReader("1\n12345"), 4);
    assertEquals("1", reader.next());
    OmenException refusal = assertThrows(OmenException.class, reader::next);
    assertEquals(ErrorCode.LIMIT_EXCEEDED, refusal.code());
  }

  /** A hundred kilobytes that unpack to a line of more than any row may have. */
  @Test
  void bomb_isRefused() throws IOException {
    Path file = directory.resolve("bomb.jsonl.gz");
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) ' ');
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int mib = 0; mib < 200; mib++) {
        out.write(piece);
      }
    }
    try (InputFile input = InputFile.open(TransferFile.of(file));
        JsonLinesSource source = new JsonLinesSource(input, Schema.parse("a utf8"), "key")) {
      OmenException refusal = assertThrows(OmenException.class, source::next);
      assertEquals(ErrorCode.LIMIT_EXCEEDED, refusal.code());
      assertEquals("line 1", source.place());
    }
  }
}
