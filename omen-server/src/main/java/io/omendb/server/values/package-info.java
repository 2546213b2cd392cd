/**
 * Values as text. {@link io.omendb.server.values.JsonReader} and {@link
 * io.omendb.server.values.JsonWriter} turn JSON text into plain Java values and back; {@link
 * io.omendb.server.values.ColumnValues} turns those, or the fields of a CSV file, into what a
 * column stores.
 *
 * <p>Jackson's streaming parser alone is used: its object mapper would cost every command 80 ms.
 * Everything here is for one thread.
 */
@NullMarked
package io.omendb.server.values;

import org.jspecify.annotations.NullMarked;
