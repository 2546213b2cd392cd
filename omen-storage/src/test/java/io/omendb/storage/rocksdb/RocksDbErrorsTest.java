package io.omendb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.Status.Code;
import org.rocksdb.Status.SubCode;

final class RocksDbErrorsTest {
  private final RocksDbErrors errors = new RocksDbErrors(Path.of("data", "kv"));

  private OmenException translate(Code code, SubCode subCode, String state) {
    return errors.translate("put", new RocksDBException(new Status(code, subCode, state)));
  }

  @ParameterizedTest
  @CsvSource({
    "IOError, NoSpace, DISK_FULL",
    "IOError, None, IO_ERROR",
    "Corruption, None, CORRUPTION",
    "Busy, None, OVERLOADED",
    "TimedOut, LockTimeout, OVERLOADED",
    "ShutdownInProgress, None, CLOSED",
    "InvalidArgument, None, INTERNAL"
  })
  void translate_givesCodeOperationAndPlace(Code code, SubCode subCode, ErrorCode expected) {
    OmenException e = translate(code, subCode, "what RocksDB says");
    assertEquals(expected, e.code());
    assertTrue(e.what().contains("put"), e.what());
    assertTrue(e.what().contains("data"), e.what());
    assertTrue(e.what().contains("what RocksDB says"), e.what());
  }

  @Test
  void translate_quotaExceeded_isDiskFull() {
    OmenException e = translate(Code.IOError, SubCode.None, "append: Disk quota exceeded");
    assertEquals(ErrorCode.DISK_FULL, e.code());
  }

  @Test
  void translate_repeatedError_keepsItsReason() {
    String repeated = "Seen error. Skip writing buffer.";
    assertEquals(ErrorCode.IO_ERROR, translate(Code.IOError, SubCode.None, repeated).code());
    translate(Code.IOError, SubCode.NoSpace, "no space left");
    assertEquals(ErrorCode.DISK_FULL, translate(Code.IOError, SubCode.None, repeated).code());
  }

  @Test
  void translate_corruptBlock_namesFileAndOffset() {
    RocksDBException cause =
        new RocksDBException(
            new Status(
                Code.Corruption,
                SubCode.None,
                "block checksum mismatch: stored = 1, computed = 2, type = 4  in "
                    + "/my data/kv/000012.sst offset 4096 size 517"));
    OmenException e = errors.translate("get", cause);
    CorruptionException corruption = assertInstanceOf(CorruptionException.class, e);
    assertEquals("/my data/kv/000012.sst", corruption.file());
    assertEquals(4096, corruption.offset());
    assertSame(cause, e.getSuppressed()[0]);
  }

  @Test
  void translate_missingFile_isCorruptionAndNamed() {
    OmenException e =
        translate(
            Code.IOError,
            SubCode.None,
            "While opening a file for sequentially reading: /my data/kv/MANIFEST-8057: No such file"
                + " or directory");
    CorruptionException corruption = assertInstanceOf(CorruptionException.class, e);
    assertEquals("/my data/kv/MANIFEST-8057", corruption.file());
  }

  @Test
  void translate_withoutStatus_isIoError() {
    OmenException e = errors.translate("open", new RocksDBException("no status"));
    assertEquals(ErrorCode.IO_ERROR, e.code());
    assertTrue(e.what().contains("open in data"), e.what());
  }
}
