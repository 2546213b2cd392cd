package io.omendb.flight;

import io.grpc.stub.StreamObserver;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import org.apache.arrow.flight.impl.Flight.HandshakeRequest;

/**
 * Refuses to exchange a password for a token: tokens are made on the server and sent as they are.
 */
final class NoHandshake implements StreamObserver<HandshakeRequest> {
  @Override
  public void onNext(HandshakeRequest request) {
    throw refusal();
  }

  @Override
  public void onCompleted() {
    throw refusal();
  }

  @Override
  public void onError(Throwable error) {}

  private static OmenException refusal() {
    return new OmenException(
        ErrorCode.UNSUPPORTED,
        "There is no handshake",
        "send the token in the header 'authorization: Bearer ...' of every call");
  }
}
