package io.omendb.core.arrow;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.flatbuf.Message;

/** One message of Arrow data: its metadata, a flatbuffer on the heap, and its body. */
public record IpcMessage(Message metadata, MemorySegment body) {}
