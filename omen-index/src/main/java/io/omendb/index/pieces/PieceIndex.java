package io.omendb.index.pieces;

import io.omendb.spi.index.LearnedIndex;
import java.util.Optional;

/** An index whose model may be pieces, so that it can be joined with others. */
public interface PieceIndex extends LearnedIndex {
  /**
   * The pieces, if the model is pieces. Their errors are at most {@link #maxError}, or 1 if that is
   * 0.
   */
  Optional<PieceTable> pieces();
}
