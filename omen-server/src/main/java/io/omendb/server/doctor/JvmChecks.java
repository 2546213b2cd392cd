package io.omendb.server.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.omendb.DatabaseOptions;
import io.omendb.OmenException;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.compute.ComputeEngineProvider;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** What the JVM is and how it was started. */
final class JvmChecks {
  private static final int LEAST_VERSION = 25;
  private static final long LEAST_HEAP_BYTES = 128L << 20;

  private JvmChecks() {}

  static Finding version() {
    Runtime.Version version = Runtime.version();
    String found = "JDK " + version + ", " + System.getProperty("java.vm.name", "");
    return Finding.attentionIf(
        version.feature() < LEAST_VERSION,
        "java",
        found,
        "install a JDK " + LEAST_VERSION + " or newer and set JAVA_HOME");
  }

  /** The flags without which files are read through slower ways. */
  static Finding nativeAccess() {
    Module ours = JvmChecks.class.getModule();
    boolean isNative = ours.isNativeAccessEnabled();
    boolean isOpen =
        ModuleLayer.boot().findModule("java.base").orElseThrow().isOpen("java.nio", ours);
    return Finding.attentionIf(
        !isNative || !isOpen,
        "jvm flags",
        "native access " + (isNative ? "on" : "off") + ", java.nio " + (isOpen ? "open" : "closed"),
        "start java with --enable-native-access=ALL-UNNAMED"
            + " --add-opens=java.base/java.nio=ALL-UNNAMED, or through bin/omen");
  }

  /** The engine that a database would compute distances with, and how wide its registers are. */
  static Finding compute(DatabaseOptions options) {
    String asked = options.get(DatabaseOptions.Key.COMPUTE_ENGINE);
    try {
      ComputeEngineProvider chosen = EngineRegistry.get().compute().select(asked);
      for (ComputeEngineProvider other : EngineRegistry.get().compute().all()) {
        Optional<String> reason = other.unavailableReason();
        if (reason.isPresent() && other.priority() > chosen.priority()) {
          return Finding.attention(
              "compute",
              chosen.name() + " in place of " + other.name() + ": " + reason.get(),
              "mend that, or set compute.engine=" + chosen.name());
        }
      }
      return Finding.ok("compute", chosen.name() + ", " + registers());
    } catch (OmenException e) {
      return Finding.attention("compute", e.what(), e.remedy().orElse("set compute.engine=auto"));
    }
  }

  /** Asked by name: this module is compiled without the incubating one. */
  private static String registers() {
    try {
      Class<?> shape = Class.forName("jdk.incubator.vector.VectorShape");
      Object preferred = shape.getMethod("preferredShape").invoke(null);
      return "vector registers of " + shape.getMethod("vectorBitSize").invoke(preferred) + " bits";
    } catch (ReflectiveOperationException | LinkageError e) {
      return "width of vector registers unknown";
    }
  }

  static Finding heap(DatabaseOptions options) {
    long heap = Runtime.getRuntime().maxMemory();
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long memTables =
        options.getLong(DatabaseOptions.Key.MEMTABLE_BYTES)
            * (options.getLong(DatabaseOptions.Key.MEMTABLE_FROZEN) + 1);
    String found = Text.bytes(heap) + " heap of " + Text.bytes(memory) + " memory";
    if (heap < LEAST_HEAP_BYTES) {
      return Finding.attention(
          "memory", found, "give the JVM at least " + Text.bytes(LEAST_HEAP_BYTES) + " with -Xmx");
    }
    return Finding.attentionIf(
        memTables > heap / 2,
        "memory",
        found + "; memtables of one collection may take " + Text.bytes(memTables),
        "lower memtable.bytes or memtable.frozen, or give the JVM more with -Xmx");
  }
}
