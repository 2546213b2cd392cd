package io.omendb.index.pieces;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way from a key to its piece: a table of buckets where they part the pieces, else a model. */
final class PieceLocator {
  /* Two ways in two fields rather than behind an interface: a lookup takes the same one every time,
   * so the branch costs nothing, while a call through an interface would. */
  private final @Nullable RadixLocator radix;
  private final @Nullable RecursiveLocator recursive;

  private PieceLocator(@Nullable RadixLocator radix, @Nullable RecursiveLocator recursive) {
    this.radix = radix;
    this.recursive = recursive;
  }

  static PieceLocator of(long[] table, int pieces) {
    RadixLocator even = new RadixLocator(table, pieces, false);
    RadixLocator logarithmic = new RadixLocator(table, pieces, true);
    RadixLocator radix = logarithmic.partsBetterThan(even) ? logarithmic : even;
    return radix.partsWell()
        ? new PieceLocator(radix, null)
        : new PieceLocator(null, new RecursiveLocator(table, pieces));
  }

  int piece(long[] table, long key) {
    return radix != null ? radix.piece(table, key) : recursive().piece(key);
  }

  private RecursiveLocator recursive() {
    return Objects.requireNonNull(recursive);
  }

  long sizeInBytes() {
    return radix != null ? radix.sizeInBytes() : recursive().sizeInBytes();
  }

  String name() {
    return radix != null ? radix.name() : recursive().name();
  }
}
