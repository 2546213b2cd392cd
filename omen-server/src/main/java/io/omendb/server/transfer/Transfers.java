package io.omendb.server.transfer;

import io.omendb.Collection;
import io.omendb.KeyRange;
import io.omendb.ScanSpec;
import io.omendb.predicate.Predicate;
import io.omendb.server.operations.Operation;
import io.omendb.server.operations.OperationProgress;
import io.omendb.server.operations.Operations;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports and exports of a server, which are operations: what can be wrong with a request is found
 * when it is started, the rest is the operation's error. Safe for concurrent use.
 */
public final class Transfers {
  private final Operations operations;
  private final TransferDirectory directory;

  /**
   * Transfers by one server.
   *
   * @param directory where the files are
   */
  public Transfers(Operations operations, TransferDirectory directory) {
    this.operations = operations;
    this.directory = directory;
  }

  /**
   * Starts to import a file.
   *
   * @param name the file, relative to the directory
   * @param keyColumn the field that is the row's key
   * @throws io.omendb.OmenException as {@link TransferDirectory#source}, {@link Operations#start}
   *     and for a file whose name does not tell its format
   */
  public Operation startImport(
      Collection collection, String name, String keyColumn, Importer.Mode mode) {
    TransferFile file = directory.source(name);
    Importer.checkFormat(file.path());
    return operations.start(
        Operation.Kind.IMPORT,
        collection.name(),
        progress -> {
          Importer.run(file, collection, keyColumn, mode, telling(progress));
          return null;
        });
  }

  /**
   * Starts to export rows.
   *
   * @param name the file, relative to the directory; replaced where it is there, once it is whole
   * @param where only rows for which this is true; null for all
   * @throws io.omendb.OmenException as {@link TransferDirectory#target}, {@link Operations#start},
   *     {@link Predicate#check} and for a file whose name does not tell its format
   */
  public Operation startExport(
      Collection collection, String name, KeyRange keys, @Nullable Predicate where) {
    TransferFile file = directory.target(name);
    Exporter.checkFormat(file.path());
    check(collection, where);
    return operations.start(
        Operation.Kind.EXPORT,
        collection.name(),
        progress -> {
          export(collection, file, keys, where, telling(progress));
          return null;
        });
  }

  private static void export(
      Collection collection,
      TransferFile file,
      KeyRange keys,
      @Nullable Predicate where,
      Consumer<Transferred> progress) {
    ScanSpec all = new ScanSpec(keys, false, ScanSpec.NO_LIMIT, where, null);
    Exporter.run(collection, all, file, progress);
  }

  /** Finds out, by a scan that reads nothing, whether a predicate suits the collection. */
  private static void check(Collection collection, @Nullable Predicate where) {
    collection.scan(new ScanSpec(KeyRange.of(0, 0), false, 0, where, null)).close();
  }

  private static Consumer<Transferred> telling(OperationProgress progress) {
    return done -> progress.rows(done.rows(), done.totalRows(), done.bytes(), done.totalBytes());
  }
}
