/**
 * Rows to and from Arrow: how OmenDB's types look in Arrow, and the encoder of IPC messages that
 * segments and streams share. It uses the flatbuffers of Arrow's format and nothing else of Arrow's
 * library, so it needs no allocator and no JVM flags, and starts in milliseconds.
 *
 * <p>Writing, in reading order: {@link io.omendb.core.arrow.ArrowNames} and {@link
 * io.omendb.core.arrow.ArrowField} (what is written), {@link io.omendb.core.arrow.BatchColumn} and
 * {@link io.omendb.core.arrow.BatchMessage} (how a batch is laid out and streamed), {@link
 * io.omendb.core.arrow.IpcFraming} (the bytes around it).
 *
 * <p>Reading foreign data: {@link io.omendb.core.arrow.ArrowRowReader} (rows out), {@code
 * MessageSource} (messages), {@code ForeignSchema} and {@code ArrowTypes} (what a field is to us),
 * {@code ArrowDecoder} (values). Whatever the bytes, the outcome is rows or an {@link
 * io.omendb.OmenException}: every length is checked before it is believed, values are decoded in
 * bounded portions.
 *
 * <p>{@link io.omendb.core.arrow.ArrowRows} is the way in for both; {@link
 * io.omendb.core.arrow.ArrowMessageReader} for messages that arrive one by one. Instances belong to
 * one thread; static methods may be called from any.
 */
@NullMarked
package io.omendb.core.arrow;

import org.jspecify.annotations.NullMarked;
