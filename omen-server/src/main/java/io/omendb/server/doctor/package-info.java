/**
 * Finds out whether a machine suits a database before it serves one.
 *
 * <p>Entry point: {@link io.omendb.server.doctor.Doctor#examine}. Every check gives one {@code
 * Finding} and changes nothing; one that cannot find out says so and is content. For one thread.
 */
@NullMarked
package io.omendb.server.doctor;

import org.jspecify.annotations.NullMarked;
