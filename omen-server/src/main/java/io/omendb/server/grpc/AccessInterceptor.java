package io.omendb.server.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.grpc.AccessRules.Rule;
import io.omendb.server.grpc.AccessRules.Scope;
import io.omendb.server.security.AccessControl;
import io.omendb.server.security.Principal;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls through that their {@link AccessRules} allow. Token and role are judged by the
 * headers, before a byte of the request is read; the collection once the request is there. Stands
 * between the error handling and the services, and sees requests as messages.
 */
final class AccessInterceptor implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<Principal> PRINCIPAL =
      Context.keyWithDefault("omen-principal", Principal.NOBODY);

  private final AccessControl control;

  AccessInterceptor(AccessControl control) {
    this.control = control;
  }

  /** Who makes the call that this thread works for. */
  static Principal principal() {
    return PRINCIPAL.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    Rule rule = AccessRules.of(method);
    Principal principal;
    try {
      principal = admit(method, rule, headers);
    } catch (OmenException e) {
      StatusRuntimeException refusal = ErrorStatus.of(e);
      Metadata trailers = refusal.getTrailers();
      call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
      return new ServerCall.Listener<>() {};
    }
    Context context = Context.current().withValue(PRINCIPAL, principal);
    ServerCall.Listener<Q> listener = Contexts.interceptCall(context, call, headers, next);
    Function<Object, String> collection = rule == null ? null : rule.collection();
    return collection == null
        ? listener
        : new CollectionGuard<>(
            listener, principal, collection, () -> admit(method, rule, headers));
  }

  private Principal admit(String method, @Nullable Rule rule, Metadata headers) {
    if (rule == null) {
      throw new OmenException(
          ErrorCode.PERMISSION_DENIED, method + " has no rule of who may call it");
    }
    if (rule.scope() == Scope.OPEN) {
      return Principal.NOBODY;
    }
    Principal principal = control.authenticate(headers.get(AUTHORIZATION));
    String name = method.substring(method.indexOf('/') + 1);
    principal.requireRole(rule.role(), name);
    if (rule.scope() == Scope.DATABASE) {
      principal.requireAllCollections(name);
    }
    return principal;
  }

  /** Judges each request by its collection, and errors by what the caller may see of them. */
  private static final class CollectionGuard<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Function<Object, String> collection;
    private final Supplier<Principal> again;
    private Principal principal;
    private @Nullable String first;

    /**
     * @param again finds the principal anew: its token may be revoked while a call goes on
     */
    CollectionGuard(
        ServerCall.Listener<Q> listener,
        Principal principal,
        Function<Object, String> collection,
        Supplier<Principal> again) {
      super(listener);
      this.principal = principal;
      this.collection = collection;
      this.again = again;
    }

    @Override
    public void onMessage(Q message) {
      String name = collection.apply(message);
      if (first == null) {
        first = name;
      } else {
        // Further requests of a call name no collection; the service refuses those that do.
        principal = again.get();
        name = first;
      }
      principal.requireCollection(name);
      try {
        super.onMessage(message);
      } catch (OmenException e) {
        throw principal.visible(e);
      }
    }

    @Override
    public void onHalfClose() {
      try {
        super.onHalfClose();
      } catch (OmenException e) {
        throw principal.visible(e);
      }
    }
  }
}
