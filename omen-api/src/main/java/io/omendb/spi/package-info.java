/**
 * How engines are plugged in. An engine's jar has a provider per engine (a class with a public
 * no-argument constructor and no side effects), named in {@code META-INF/services}; {@link
 * io.omendb.spi.EngineRegistry} is the only caller of {@code ServiceLoader}.
 */
@NullMarked
package io.omendb.spi;

import org.jspecify.annotations.NullMarked;
