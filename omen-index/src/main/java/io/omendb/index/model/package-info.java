/**
 * Straight lines from keys to positions. {@link io.omendb.index.model.KeyScale} maps keys to
 * offsets without losing a bit, {@link io.omendb.index.model.LineTable} holds the lines and answers
 * predictions, {@link io.omendb.index.model.LineFitter} trains them, {@link
 * io.omendb.index.model.ErrorProfile} says how wrong they are. A table is written by one thread
 * while it is trained and immutable afterwards.
 */
@NullMarked
package io.omendb.index.model;

import org.jspecify.annotations.NullMarked;
