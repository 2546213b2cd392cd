/**
 * The {@code omen} command line. {@link io.omendb.server.cli.OmenCli} parses the arguments with
 * picocli and turns every error into one line and an exit code; each command is a class that is
 * written against {@link io.omendb.Database}, so it runs on a directory as on a server.
 *
 * <p>Reading order: {@code OmenCli}, {@code RootCommand}, {@code OmenCommand}, then any command.
 * Values as text are in {@code values}, output in {@code console}, files in {@code transfer}, plans
 * of reads in {@code explain}, the demonstration in {@code demo}. One command runs at a time, in
 * the thread that called it.
 */
@NullMarked
package io.omendb.server.cli;

import org.jspecify.annotations.NullMarked;
