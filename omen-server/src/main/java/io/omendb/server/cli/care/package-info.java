/**
 * What verify, repair and backup answer: {@link io.omendb.server.cli.care.CareFields} as JSON,
 * {@link io.omendb.server.cli.care.CareStory} for people.
 */
@NullMarked
package io.omendb.server.cli.care;

import org.jspecify.annotations.NullMarked;
