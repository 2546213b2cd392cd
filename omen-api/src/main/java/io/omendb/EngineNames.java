package io.omendb;

/** The engines a database runs on, by name. */
public record EngineNames(String index, String storage, String compute) {}
