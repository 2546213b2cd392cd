/**
 * Answers of the database as the fields of JSON, alike on the command line and over HTTP. {@link
 * io.omendb.server.values.JsonWriter} writes them. Stateless, so safe for concurrent use.
 */
@NullMarked
package io.omendb.server.answers;

import org.jspecify.annotations.NullMarked;
