/**
 * A disk that fails as planned, and loses at a power cut what was not synced. {@link
 * io.omendb.testkit.disk.SimulatedDisk} is the disk, {@link
 * io.omendb.testkit.disk.SimulatedStorageEngine} a storage engine on it that syncs as little as its
 * contract allows, {@link io.omendb.testkit.disk.FaultPlan} says what fails when.
 */
@NullMarked
package io.omendb.testkit.disk;

import org.jspecify.annotations.NullMarked;
