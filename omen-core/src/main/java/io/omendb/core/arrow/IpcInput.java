package io.omendb.core.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The bytes of an Arrow stream in order, wherever they come from. For one thread. */
interface IpcInput extends AutoCloseable {
  /** The next bytes, fewer than asked for at the end; valid until the input is closed. */
  MemorySegment read(long length) throws IOException;

  /** The longest body that {@link #read} should be asked for. */
  long maxBodyBytes();

  @Override
  void close() throws IOException;

  /** Reads into the heap, never more than has arrived, whatever length a message announces. */
  static IpcInput of(InputStream stream) {
    return new IpcInput() {
      @Override
      public MemorySegment read(long length) throws IOException {
        return MemorySegment.ofArray(stream.readNBytes(Math.toIntExact(length)));
      }

      @Override
      public long maxBodyBytes() {
        return ArrowRowReader.MAX_BODY_BYTES;
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  /** Takes slices of mapped memory, whose arena it owns. */
  static IpcInput of(MemorySegment content, Arena arena) {
    return new IpcInput() {
      private long position;

      @Override
      public MemorySegment read(long length) {
        MemorySegment slice =
            content.asSlice(position, Math.min(length, content.byteSize() - position));
        position += slice.byteSize();
        return slice;
      }

      @Override
      public long maxBodyBytes() {
        return Long.MAX_VALUE;
      }

      @Override
      public void close() {
        if (arena.scope().isAlive()) {
          arena.close();
        }
      }
    };
  }
}
