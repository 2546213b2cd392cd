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

  static CollectionRecord parse(byte[] bytes) {
    RecordReader reader = Envelope.unwrap(Envelope.Kind.COLLECTION, "catalog record", bytes);
    return new CollectionRecord(
        reader.getInt(), reader.getString(), Schema.parse(reader.getString()));
  }
}
