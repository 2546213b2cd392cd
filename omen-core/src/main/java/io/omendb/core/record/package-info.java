/**
 * Records of the key-value space: {@link io.omendb.core.record.Envelope} gives each a magic, a
 * kind, a version and a checksum; {@link io.omendb.core.record.RecordWriter} and {@link
 * io.omendb.core.record.RecordReader} write and read what is inside.
 */
@NullMarked
package io.omendb.core.record;

import org.jspecify.annotations.NullMarked;
