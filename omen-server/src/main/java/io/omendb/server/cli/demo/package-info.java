/**
 * The demonstration: 135,233 places of the world, each a row keyed by its cell on a space-filling
 * curve, loaded durably, reopened, and read in three ways.
 *
 * <p>{@link io.omendb.server.cli.demo.Demo} runs it and returns a {@link
 * io.omendb.server.cli.demo.DemoReport}; {@code DemoStory} tells it to a person, {@code DemoJson}
 * to a program. Reading order: {@code CityFile}, {@code CityKeys} over {@code HilbertCurve}, {@code
 * CityLoader}, {@code Demo}. One thread runs it; loading has a second one that parses ahead.
 */
@NullMarked
package io.omendb.server.cli.demo;

import org.jspecify.annotations.NullMarked;
