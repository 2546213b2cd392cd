package io.omendb.compute.vector;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/** What the kernels need of the JVM, once the vector module is known to be there. */
final class VectorApiSupport {
  private VectorApiSupport() {}

  static Optional<String> unavailableReason() {
    // A JVM that compiles vectors to nothing wider than a long (an interpreter, a client VM) runs
    // them as objects, a thousand times slower than the scalar engine.
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    if (bits < 128) {
      return Optional.of("this JVM has vector registers of only " + bits + " bits, not of 128");
    }
    try {
      Rows.requireNativeAccess();
    } catch (IllegalCallerException | ExceptionInInitializerError e) {
      return Optional.of(
          "this JVM denies native access: start java with --enable-native-access=ALL-UNNAMED");
    }
    return Optional.empty();
  }
}
