package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * What every {@link Database} must do, whatever its engines and wherever it runs, in this process
 * or behind a server. A subclass says how to open one. Random choices have the seed 42 or the
 * system property {@code omendb.test.seed}.
 */
public abstract class DataContract
    implements CollectionContract,
        WriteContract,
        ConditionContract,
        ReadContract,
        ScanContract,
        ValueContract,
        ViewContract,
        NearestContract,
        WhereContract,
        WhereValueContract,
        ExplainGetContract,
        ExplainNearestContract,
        BadSchemaContract,
        BadInputContract {
  private @Nullable Database database;
  private DatabaseOptions openedWith = SMALL_SEGMENTS;

  /**
   * Opens the database of the running test: an empty one at the first call, later, after a close,
   * the same one again. The subclass adds its engines to the options.
   */
  protected abstract Database open(DatabaseOptions options);

  /** Whether what was written is there when the database is closed and opened again. */
  protected boolean reopens() {
    return true;
  }

  @Override
  public final Database database() {
    Database open = database;
    if (open == null) {
      open = open(openedWith);
      database = open;
    }
    return open;
  }

  @Override
  public final Database reopen() {
    return reopen(openedWith);
  }

  @Override
  public final Database reopen(DatabaseOptions options) {
    assumeTrue(reopens(), "this database cannot be reopened");
    closeDatabase();
    openedWith = options;
    return database();
  }

  @AfterEach
  final void closeDatabase() {
    Database open = database;
    database = null;
    if (open != null) {
      open.close();
    }
  }
}
