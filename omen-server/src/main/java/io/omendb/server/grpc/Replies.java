package io.omendb.server.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.stub.StreamObserver;
import io.omendb.ErrorCode;
import io.omendb.OmenException;

/** Sends the one response of a unary call. */
final class Replies {
  private Replies() {}

  static <T extends MessageLite> void send(StreamObserver<T> observer, T response) {
    checkBytes(response.getSerializedSize());
    observer.onNext(response);
    observer.onCompleted();
  }

  static void checkBytes(long bytes) {
    if (bytes > OmenServer.MAX_MESSAGE_BYTES) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "The response takes "
              + bytes
              + " bytes or more, the limit is "
              + OmenServer.MAX_MESSAGE_BYTES,
          "ask for fewer rows or columns, or scan");
    }
  }
}
