package io.omendb.testkit.database;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Schema;

/** The database that one test of the contract works on. */
interface DatabaseFixture {
  /** The seed of random choices: 42 or the system property {@code omendb.test.seed}. */
  long SEED = Long.getLong("omendb.test.seed", 42);

  /** Segments of few rows, so that a test of some hundred rows meets several of them. */
  DatabaseOptions SMALL_SEGMENTS =
      DatabaseOptions.defaults().with(DatabaseOptions.Key.SEGMENT_ROWS, "64");

  /** The open database; opened with {@link #SMALL_SEGMENTS} where it is not open yet. */
  Database database();

  /** Closes the database and opens it again with other options. */
  Database reopen(DatabaseOptions options);

  /** Closes the database and opens it again as it was; skips the test where that is impossible. */
  Database reopen();

  /** Creates a collection in the open database. */
  default Collection create(String name, String schema) {
    return database().createCollection(name, Schema.parse(schema));
  }
}
