package io.omendb.benchmarks.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the results of a suite give to the overview.
 *
 * @param title of the section
 * @param about what is measured and how, a sentence or two
 * @param command what measures it again
 * @param page the suite's own page, if it has one
 * @param plots the plots that were drawn, the one to show first
 * @param comparisons beside peers, under what they were measured over
 * @param table a summary where there are no peers, its head first; empty where there is none
 * @param machines each run with what it was measured on, its commit and the load
 * @param files results that were read
 */
public record Section(
    String title,
    String about,
    String command,
    Optional<Path> page,
    List<Path> plots,
    Map<String, List<Comparison>> comparisons,
    List<List<String>> table,
    List<String> machines,
    int files) {}
