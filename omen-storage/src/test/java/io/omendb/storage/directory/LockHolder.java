package io.omendb.storage.directory;

import java.io.IOException;

/** A process that holds a directory until its input ends. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (DataDirectory directory = DataDirectory.open(arguments[0], "rocksdb")) {
      directory.markCreated();
      System.out.println("holding");
      int end = System.in.read();
      assert end < 0;
    }
  }
}
