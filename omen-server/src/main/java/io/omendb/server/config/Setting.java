package io.omendb.server.config;

/**
 * A setting in force.
 *
 * @param key its name
 * @param value its value as text
 * @param origin where the value comes from: {@code default}, a file, an environment variable or
 *     {@code --set}
 */
public record Setting(String key, String value, String origin) {}
