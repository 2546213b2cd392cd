/**
 * Which segments a collection consists of. {@link io.omendb.core.manifest.Manifest} is an immutable
 * list, {@link io.omendb.core.manifest.ManifestStore} keeps them under refs and replaces one by the
 * next in a single atomic write that also trims the log.
 */
@NullMarked
package io.omendb.core.manifest;

import org.jspecify.annotations.NullMarked;
