package io.omendb.storage.directory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Asks the system to map files with huge pages, so that a random read of a large one seldom has to
 * walk the page table. Advice only: where there is none to be had, reads are slower and nothing
 * else. Safe for concurrent use.
 */
final class HugePages {
  private static final System.Logger LOG = System.getLogger(HugePages.class.getName());

  /** {@code MADV_HUGEPAGE} of Linux, whatever the processor. */
  private static final int MADV_HUGEPAGE = 14;

  private static final @Nullable MethodHandle MADVISE = madvise(System.getProperty("os.name", ""));

  private HugePages() {}

  /** {@code int madvise(void *address, size_t length, int advice)}; null where there is none. */
  @SuppressWarnings("restricted") // The signature is that of the manual page.
  static @Nullable MethodHandle madvise(String system) {
    String reason = "the system is " + system;
    if (system.equals("Linux")) {
      try {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
            linker.defaultLookup().findOrThrow("madvise"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
      } catch (RuntimeException | LinkageError e) {
        reason = e.toString();
      }
    }
    LOG.log(System.Logger.Level.DEBUG, "Files are mapped with small pages: {0}", reason);
    return null;
  }

  /** Advises for one mapped file; returns whether the system took the advice. */
  static boolean advise(MemorySegment mapped) {
    if (MADVISE == null || mapped.byteSize() < BlobChannel.BLOCK_BYTES) {
      return false;
    }
    try {
      return (int) MADVISE.invokeExact(mapped, mapped.byteSize(), MADV_HUGEPAGE) == 0;
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.DEBUG, "Advice on a mapped file failed", e);
      return false;
    }
  }
}
