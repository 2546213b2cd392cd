package io.omendb.core.catalog;

import io.omendb.Schema;
import io.omendb.core.record.Envelope;
import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RecordWriter;

/**
 * What the catalog records of a collection.
 *
 * @param id positive, never used again after a drop
 * @param name the name
 * @param schema the columns
 */
public record CollectionRecord(int id, String name, Schema schema) {
  byte[] toBytes() {
    return Envelope.wrap(
        Envelope.Kind.COLLECTION,
        new RecordWriter().putInt(id).putString(name).putString(schema.toString()).toBytes());
  }

  /**
   * Reads a record.
   *
   * @param name what its key says
   * @throws io.omendb.CorruptionException naming the record
   */
  public static CollectionRecord parse(String name, byte[] bytes) {
    String what = "catalog record of " + name;
    RecordReader reader = Envelope.unwrap(Envelope.Kind.COLLECTION, what, bytes);
    int id = reader.getInt();
    String stated = reader.getString();
    if (!stated.equals(name)) {
      throw reader.corrupt("it says that it is that of '" + stated + "'");
    }
    return new CollectionRecord(id, name, Schema.parse(reader.getString()));
  }
}
