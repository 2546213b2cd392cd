package io.omendb.server.limits;

import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Schema;
import java.util.function.Supplier;

/** A search of a request that has many, whose errors say which one is wrong. */
public final class NumberedSearch {
  private static final String LIST = "searches";

  private NumberedSearch() {}

  /**
   * A search that suits a schema.
   *
   * @param index its place in the request, from 0
   * @throws OmenException what is wrong with it, of the field {@code searches[index].x} where that
   *     of the search is {@code x}
   */
  public static NearestSpec of(int index, Schema schema, Supplier<NearestSpec> search) {
    try {
      NearestSpec spec = search.get();
      spec.resolve(schema);
      return spec;
    } catch (OmenException e) {
      String field = e.field().orElse("");
      if (field.startsWith(LIST)) {
        throw e;
      }
      String path = LIST + "[" + index + "]" + (field.isEmpty() ? "" : "." + field);
      throw new OmenException(e.code(), e.what(), path, e.remedy().orElse(null), e);
    }
  }
}
