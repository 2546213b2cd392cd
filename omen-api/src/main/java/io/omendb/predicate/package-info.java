/**
 * Predicates: what a row must be like to be read. {@link io.omendb.predicate.Predicate} is the
 * immutable tree, from text by {@link io.omendb.predicate.Predicate#parse} or built from {@link
 * io.omendb.predicate.Predicate#column}. How one is evaluated is the database's business.
 *
 * <p>Reading order: Predicate, Literal, PredicateParser, PredicateCheck.
 */
@NullMarked
package io.omendb.predicate;

import org.jspecify.annotations.NullMarked;
