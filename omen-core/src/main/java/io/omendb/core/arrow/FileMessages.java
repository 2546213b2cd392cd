package io.omendb.core.arrow;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an Arrow file by its footer, dictionaries first. Not all writers put a stream
 * between the magics, so the file cannot be read as one: polars leaves the schema unframed.
 */
final class FileMessages implements MessageSource {
  private final ArrowFile file;
  private final Closeable owner;
  private long bytesLeft;
  private int next;
  private boolean closed;

  /**
   * @param owner closes the content
   */
  FileMessages(MemorySegment content, Closeable owner) {
    this.file =
        new ArrowFile(
            content, (offset, what) -> InvalidArrow.data("at byte " + offset + ": " + what));
    this.owner = owner;
    this.bytesLeft = content.byteSize();
  }

  @Override
  public Schema schema() {
    Schema schema = file.footer().schema();
    if (schema == null) {
      throw InvalidArrow.data("the footer has no schema");
    }
    return schema;
  }

  @Override
  public @Nullable IpcMessage next() {
    Footer footer = file.footer();
    int batch = next - footer.dictionariesLength();
    if (batch >= footer.recordBatchesLength()) {
      return null;
    }
    Block block = batch < 0 ? footer.dictionaries(next) : footer.recordBatches(batch);
    next++;
    IpcMessage message = file.message(block);
    // Otherwise a small file could name the same batch a million times.
    bytesLeft -= IpcFraming.PREFIX_BYTES + message.body().byteSize();
    if (bytesLeft < 0) {
      throw InvalidArrow.data("the footer names the same bytes more than once");
    }
    return message;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      owner.close();
    }
  }
}
