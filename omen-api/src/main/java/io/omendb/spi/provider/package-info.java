/** What all kinds of providers have in common. */
@NullMarked
package io.omendb.spi.provider;

import org.jspecify.annotations.NullMarked;
