package io.omendb.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

/** The server's side of a call that no client has made. */
final class FakeServerCall<R> extends ServerCallStreamObserver<R> {
  private boolean completed;
  private @Nullable Throwable error;

  /** Whether the call ended well. */
  boolean completed() {
    return completed && error == null;
  }

  @Override
  public void onNext(R value) {}

  @Override
  public void onError(Throwable failure) {
    error = failure;
  }

  @Override
  public void onCompleted() {
    completed = true;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {}

  @Override
  public void setOnReadyHandler(Runnable handler) {}

  @Override
  public void setOnCloseHandler(Runnable handler) {}

  @Override
  public void setCompression(String compression) {}

  @Override
  public void setMessageCompression(boolean enable) {}

  @Override
  public void disableAutoInboundFlowControl() {}

  @Override
  public void disableAutoRequest() {}

  @Override
  public void request(int count) {}
}
