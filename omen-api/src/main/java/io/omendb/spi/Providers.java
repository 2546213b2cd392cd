package io.omendb.spi;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.provider.EngineProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The providers of one kind of engine, by name.
 *
 * @param <P> the kind of provider
 */
public final class Providers<P extends EngineProvider> {
  /** The name that stands for the best engine present. */
  public static final String AUTO = "auto";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final System.Logger LOG = System.getLogger(Providers.class.getName());

  private final String kind;
  private final String artifact;
  private final TreeMap<String, P> byName = new TreeMap<>();

  private Providers(String kind, String artifact) {
    this.kind = kind;
    this.artifact = artifact;
  }

  static <P extends EngineProvider> Providers<P> load(String kind, String artifact, Class<P> type) {
    return of(kind, artifact, ServiceLoader.load(type));
  }

  /**
   * The providers of an iterable, checked.
   *
   * @throws OmenException {@link ErrorCode#INTERNAL} for a bad or repeated name, naming the classes
   */
  static <P extends EngineProvider> Providers<P> of(
      String kind, String artifact, Iterable<P> providers) {
    Providers<P> result = new Providers<>(kind, artifact);
    for (P provider : providers) {
      String name = provider.name();
      if (!NAME.matcher(name).matches()) {
        throw new OmenException(
            ErrorCode.INTERNAL,
            kind
                + " name '"
                + name
                + "' of "
                + provider.getClass().getName()
                + " is not [a-z][a-z0-9_]*");
      }
      P earlier = result.byName.putIfAbsent(name, provider);
      if (earlier != null) {
        throw new OmenException(
            ErrorCode.INTERNAL,
            "Two providers of a "
                + kind
                + " are named '"
                + name
                + "': "
                + earlier.getClass().getName()
                + " and "
                + provider.getClass().getName(),
            "remove one of the two jars");
      }
    }
    return result;
  }

  /** All of them, usable here or not, by name. */
  public Collection<P> all() {
    return byName.values();
  }

  /** The names of those that can run on this machine, sorted. */
  public List<String> availableNames() {
    return byName.values().stream()
        .filter(p -> p.unavailableReason().isEmpty())
        .map(EngineProvider::name)
        .toList();
  }

  /**
   * The provider of a name; for {@value #AUTO} the one of that name, or else the usable one of
   * highest priority.
   *
   * @throws OmenException {@link ErrorCode#ENGINE_NOT_FOUND} listing those present and the artifact
   *     to add, or saying why it cannot run here
   */
  public P select(String name) {
    P named = byName.get(name);
    if (named != null) {
      Optional<String> reason = named.unavailableReason();
      if (reason.isPresent()) {
        throw notFound(kind + " '" + name + "' cannot run here: " + reason.get(), "choose another");
      }
      return named;
    }
    if (name.equals(AUTO)) {
      return best();
    }
    throw notFound(
        "No " + kind + " named '" + name + "'", "add the artifact io.omendb:" + artifact);
  }

  private P best() {
    List<P> byPriority = new ArrayList<>(byName.values());
    byPriority.sort(Comparator.comparingInt((P p) -> p.priority()).reversed());
    for (P provider : byPriority) {
      Optional<String> reason = provider.unavailableReason();
      if (reason.isEmpty()) {
        return provider;
      }
      LOG.log(
          System.Logger.Level.INFO,
          "{0} {1} passed over: {2}",
          kind,
          provider.name(),
          reason.get());
    }
    throw notFound("No " + kind + " can run here", "add the artifact io.omendb:" + artifact);
  }

  private OmenException notFound(String what, String remedy) {
    return new OmenException(
        ErrorCode.ENGINE_NOT_FOUND, what + ". Present: " + availableNames(), kind, remedy, null);
  }
}
