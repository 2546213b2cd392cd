/**
 * The settings of a server and its database: {@code omendb.yaml}, then the environment, then {@code
 * --set}, the later wins.
 *
 * <p>Entry point: {@link io.omendb.server.config.Configuration#load}. Reading order: {@code
 * Configuration}, {@code ServerKey}, {@code ServerSettings}, {@code YamlFile}. Everything here is
 * immutable or used by one thread while the program starts.
 */
@NullMarked
package io.omendb.server.config;

import org.jspecify.annotations.NullMarked;
