package io.omendb.core.vectors;

import io.omendb.spi.compute.CodeBlocks;

/** The parts of a codes file, in the order in which they follow each other. */
public enum CodesSection {
  /** float32 per row: the length of its vector. */
  NORMS {
    @Override
    long length(long rows, Rotation rotation) {
      return rows * Float.BYTES;
    }
  },
  /** Bit per row, in 64-bit words: whether it has codes. */
  PRESENT {
    @Override
    long length(long rows, Rotation rotation) {
      return Math.ceilDiv(rows, Long.SIZE) * Long.BYTES;
    }
  },
  /** {@link CodeBlocks} of {@link Codebook#SIGNS}. */
  SIGNS {
    @Override
    long length(long rows, Rotation rotation) {
      return blockBytes(Codebook.SIGNS, rows, rotation);
    }
  },
  /** {@link CodeBlocks} of {@link Codebook#QUARTERS}. */
  QUARTERS {
    @Override
    long length(long rows, Rotation rotation) {
      return blockBytes(Codebook.QUARTERS, rows, rotation);
    }
  },
  /** Mark per row of {@link RowEncoder#alpha}, not above it. */
  ALPHAS {
    @Override
    long length(long rows, Rotation rotation) {
      return rows;
    }
  },
  /** Mark per row of {@link RowEncoder#beta}, not below it. */
  BETAS {
    @Override
    long length(long rows, Rotation rotation) {
      return rows;
    }
  },
  /** {@link RowEncoder#bytes} per row. */
  BYTES {
    @Override
    long length(long rows, Rotation rotation) {
      return rows * RowEncoder.byteLength(rotation.rotatedDimension());
    }
  },
  /** float32 per row: {@link RowEncoder#byteStep}. */
  BYTE_STEPS {
    @Override
    long length(long rows, Rotation rotation) {
      return rows * Float.BYTES;
    }
  },
  /** float32 per row: {@link RowEncoder#byteError}, rounded up. */
  BYTE_ERRORS {
    @Override
    long length(long rows, Rotation rotation) {
      return rows * Float.BYTES;
    }
  };

  /** Sections begin at multiples of this in the file. */
  static final int ALIGNMENT = 64;

  /** Bytes of the section. */
  abstract long length(long rows, Rotation rotation);

  private static long blockBytes(Codebook codebook, long rows, Rotation rotation) {
    int groups = codebook.groups(rotation.rotatedDimension());
    return CodeBlocks.blocks((int) rows) * (long) CodeBlocks.blockBytes(groups);
  }

  /** Where the next section may begin. */
  static long aligned(long offset) {
    return Math.ceilDiv(offset, ALIGNMENT) * ALIGNMENT;
  }
}
