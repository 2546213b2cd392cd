/**
 * What one request may ask for, by {@code limits.*} of the settings, the same for every transport:
 * gRPC, HTTP and Arrow Flight read their requests in their own ways and ask {@link
 * io.omendb.server.limits.RequestBounds} about the numbers in them.
 */
@NullMarked
package io.omendb.server.limits;

import org.jspecify.annotations.NullMarked;
