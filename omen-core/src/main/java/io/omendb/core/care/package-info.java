/**
 * Care for a database that nobody has open: {@link io.omendb.core.care.Verification} reads all of
 * it and says what is wrong, {@link io.omendb.core.care.Repair} mends what can be mended without a
 * loss, {@link io.omendb.core.care.BackupWriter} copies a live one and {@link
 * io.omendb.core.care.Backup} checks and restores the copy. {@link
 * io.omendb.core.care.CareLocation} opens the directories.
 *
 * <p>Each belongs to one thread. Storage is reached through its interface only.
 */
@NullMarked
package io.omendb.core.care;

import org.jspecify.annotations.NullMarked;
