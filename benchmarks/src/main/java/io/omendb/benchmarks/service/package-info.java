/**
 * The server beside PostgreSQL: the same rows, the same durability, clients in processes of their
 * own.
 */
@NullMarked
package io.omendb.benchmarks.service;

import org.jspecify.annotations.NullMarked;
