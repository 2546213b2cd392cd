package io.omendb.core.arrow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;

/**
 * The frame of an Arrow file: its footer, and the messages that the footer points to. Offsets and
 * lengths are checked against the file before they are used; a flatbuffer that contradicts itself
 * inside throws {@link IndexOutOfBoundsException}. Immutable.
 */
public final class ArrowFile {
  private static final int TAIL_BYTES = Integer.BYTES + IpcFraming.TAIL_MAGIC_BYTES;

  /** Makes the error for what is wrong at a byte of the file. */
  public interface Problem {
    RuntimeException at(long offset, String what);
  }

  private final MemorySegment content;
  private final Problem problem;
  private final long footerOffset;
  private final Footer footer;

  /** Finds the footer. */
  public ArrowFile(MemorySegment content, Problem problem) {
    this.content = content;
    this.problem = problem;
    long size = content.byteSize();
    if (size < IpcFraming.HEAD_BYTES + TAIL_BYTES) {
      throw problem.at(0, size + " bytes are too few for an Arrow file");
    }
    if (!isFile(content)) {
      throw problem.at(0, "does not begin with ARROW1");
    }
    // The last eight bytes end with the magic: the upper six are compared.
    if (content.get(LittleEndian.LONG, size - Long.BYTES) >>> Short.SIZE != IpcFraming.MAGIC) {
      throw problem.at(size - IpcFraming.TAIL_MAGIC_BYTES, "does not end with ARROW1");
    }
    long footerEnd = size - TAIL_BYTES;
    int footerLength = content.get(LittleEndian.INT, footerEnd);
    this.footerOffset = footerEnd - footerLength;
    if (footerLength <= 0 || footerOffset < IpcFraming.HEAD_BYTES) {
      throw problem.at(footerEnd, "the footer of " + footerLength + " bytes is not in the file");
    }
    this.footer = Footer.getRootAsFooter(copy(footerOffset, footerLength));
  }

  /** Whether the bytes begin as a file does. */
  static boolean isFile(MemorySegment content) {
    return content.byteSize() >= IpcFraming.HEAD_BYTES
        && content.get(LittleEndian.LONG, 0) == IpcFraming.MAGIC;
  }

  public Footer footer() {
    return footer;
  }

  /** Where the footer's flatbuffer begins. */
  public long footerOffset() {
    return footerOffset;
  }

  /** The message of a block of the footer; its body is a slice of the file. */
  public IpcMessage message(Block block) {
    long offset = block.offset();
    int metadataLength = block.metaDataLength() - IpcFraming.PREFIX_BYTES;
    long bodyLength = block.bodyLength();
    if (offset < IpcFraming.HEAD_BYTES
        || offset > footerOffset - IpcFraming.PREFIX_BYTES
        || metadataLength <= 0
        || metadataLength > footerOffset - IpcFraming.PREFIX_BYTES - offset
        || bodyLength < 0
        || bodyLength > footerOffset - IpcFraming.PREFIX_BYTES - offset - metadataLength) {
      throw problem.at(
          footerOffset,
          "the footer places a message of "
              + metadataLength
              + " + "
              + bodyLength
              + " bytes at "
              + offset);
    }
    if (content.get(LittleEndian.INT, offset) != IpcFraming.CONTINUATION
        || content.get(LittleEndian.INT, offset + Integer.BYTES) != metadataLength) {
      throw problem.at(offset, "no message where the footer says that there is one");
    }
    long metadataOffset = offset + IpcFraming.PREFIX_BYTES;
    Message metadata = Message.getRootAsMessage(copy(metadataOffset, metadataLength));
    if (metadata.bodyLength() != bodyLength) {
      throw problem.at(offset, "a body of " + metadata.bodyLength() + " bytes, not " + bodyLength);
    }
    return new IpcMessage(metadata, content.asSlice(metadataOffset + metadataLength, bodyLength));
  }

  /** A copy on the heap, so that a wild offset in a flatbuffer can only be an exception. */
  private ByteBuffer copy(long offset, long length) {
    return ByteBuffer.wrap(content.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
