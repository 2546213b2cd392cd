package io.omendb.core.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How Arrow frames messages and files.
 *
 * <pre>
 *   message  ff ff ff ff | int32 metadata length | flatbuffer, padded | body
 *   stream   schema message, batch message ..., ff ff ff ff 00 00 00 00
 *   file     "ARROW1" 00 00 | stream | footer flatbuffer | int32 footer length | "ARROW1"
 * </pre>
 *
 * All numbers are little-endian. Arrow asks that buffers start at multiples of 8 bytes; here the
 * padding brings every buffer to a multiple of 64, the length of a cache line and of the widest
 * register.
 */
public final class IpcFraming {
  /** Every body and every buffer we write starts at a multiple of this many bytes. */
  public static final int ALIGNMENT = 64;

  /** Bytes before a message's metadata: continuation mark and length. */
  public static final int PREFIX_BYTES = 8;

  /** What a message begins with. */
  public static final int CONTINUATION = -1;

  /** "ARROW1" read as a little-endian number, two zero bytes above it. */
  public static final long MAGIC = 0x3157_4f52_5241L;

  /** Bytes of the magic that begins a file, with its padding. */
  public static final int HEAD_BYTES = 8;

  /** Bytes of the magic that ends a file. */
  public static final int TAIL_MAGIC_BYTES = 6;

  private static final byte[] TAIL_MAGIC = {'A', 'R', 'R', 'O', 'W', '1'};

  private IpcFraming() {}

  /** The length rounded up to a multiple of {@link #ALIGNMENT}. */
  static long padded(long length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** Writes what begins a file. */
  public static void writeHead(ArrowOutput out) throws IOException {
    out.putLong(MAGIC);
  }

  /** Writes a message's frame and metadata, padded so that the body starts aligned. */
  public static void writeMetadata(ArrowOutput out, ByteBuffer flatbuffer) throws IOException {
    long metadataStart = out.position() + PREFIX_BYTES;
    long bodyStart = padded(metadataStart + flatbuffer.remaining());
    out.putInt(CONTINUATION);
    out.putInt(Math.toIntExact(bodyStart - metadataStart));
    out.put(flatbuffer);
    out.align(ALIGNMENT);
  }

  /** Writes what ends a stream. */
  public static void writeEndOfStream(ArrowOutput out) throws IOException {
    out.putInt(CONTINUATION);
    out.putInt(0);
  }

  /** Writes what ends a file. */
  public static void writeFooter(ArrowOutput out, ByteBuffer flatbuffer) throws IOException {
    int length = flatbuffer.remaining();
    out.put(flatbuffer);
    out.putInt(length);
    out.put(TAIL_MAGIC);
  }
}
