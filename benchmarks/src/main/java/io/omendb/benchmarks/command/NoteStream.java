package io.omendb.benchmarks.command;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Bytes of UTF-8 text to a writer. */
final class NoteStream extends OutputStream {
  private final PrintWriter target;

  NoteStream(PrintWriter target) {
    this.target = target;
  }

  @Override
  public void write(int single) {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    target.print(new String(bytes, offset, length, StandardCharsets.UTF_8));
    target.flush();
  }
}
