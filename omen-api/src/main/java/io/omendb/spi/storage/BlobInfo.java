package io.omendb.spi.storage;

/** Name and length of a blob. */
public record BlobInfo(String name, long sizeInBytes) {}
