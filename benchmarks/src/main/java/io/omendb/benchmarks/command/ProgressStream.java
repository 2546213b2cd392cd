package io.omendb.benchmarks.command;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Hands over what is written to it line by line. */
final class ProgressStream extends OutputStream {
  private final ProgressNotes notes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  ProgressStream(ProgressNotes notes) {
    this.notes = notes;
  }

  @Override
  public void write(int single) {
    if (single == '\n') {
      notes.said(line.toString(StandardCharsets.UTF_8));
      line.reset();
    } else {
      line.write(single);
    }
  }
}
