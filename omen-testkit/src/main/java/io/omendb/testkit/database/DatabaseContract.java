package io.omendb.testkit.database;

/**
 * What every embedded {@link io.omendb.Database} must do: beyond {@link DataContract} it takes bulk
 * loads, says when a handle is closed, and answers through the index engine it was opened with.
 */
public abstract class DatabaseContract extends DataContract
    implements BulkLoadContract, ClosedContract, LearnedIndexContract {}
