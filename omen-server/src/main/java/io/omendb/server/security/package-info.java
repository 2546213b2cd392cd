/**
 * Who may do what, and how connections are encrypted; knows nothing of gRPC calls or HTTP requests.
 *
 * <p>Entry points: {@link io.omendb.server.security.AccessControl} turns the value of an {@code
 * authorization} header into a {@link io.omendb.server.security.Principal}, which says whether a
 * role on a collection is its own. {@link io.omendb.server.security.ServerCertificates} holds the
 * server's certificate. Both read files, and read them again when they change.
 *
 * <p>Reading order: {@code Role}, {@code CollectionPatterns}, {@code Principal}, {@code Token},
 * {@code TokenFile}, {@code AccessControl}, {@code BindPolicy}. Safe for concurrent use, but for
 * the writing of token files, which locks the file.
 */
@NullMarked
package io.omendb.server.security;

import org.jspecify.annotations.NullMarked;
