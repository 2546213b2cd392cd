package io.omendb.server.cli;

/**
 * Makes the incubating Vector API available to a JVM that was started without {@code
 * --add-modules=jdk.incubator.vector}.
 *
 * <p>That flag prints {@code WARNING: Using incubator modules} at every start, which nothing but
 * the flag's absence silences, and it keeps the JVM from using its archived module graph. The JDK
 * can also load one of its own modules later, as it does for agents and management; its method is
 * internal, so {@code bin/omen} exports the package, asks {@link #main} once per build whether it
 * works on this JDK, and passes the flag where it does not.
 */
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private static volatile boolean leftOut;

  private VectorModule() {}

  /** Ends with 0 where the module can be loaded. */
  public static void main(String[] args) throws ClassNotFoundException {
    load();
    Class.forName(NAME + ".FloatVector");
  }

  /** Makes {@link #load} do nothing. */
  static void leaveOut() {
    leftOut = true;
  }

  /**
   * Loads the module, which takes 100 ms with what it brings along, so commands that compare no
   * vectors do without. Without it {@code vector_api} is absent and {@code scalar} takes over.
   */
  public static void load() {
    if (leftOut || ModuleLayer.boot().findModule(NAME).isPresent()) {
      return;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Kept quiet: asked for by name, the engine says that and why it is absent.
    }
  }
}
