package io.omendb.server.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import io.omendb.server.grpc.v1.CollectionServiceProto;
import io.omendb.server.grpc.v1.DataServiceProto;
import io.omendb.server.grpc.v1.ExplainServiceProto;
import io.omendb.server.grpc.v1.OperationServiceProto;
import io.omendb.server.grpc.v1.ServerServiceProto;
import io.omendb.server.grpc.v1.ViewServiceProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls of any RPC with any bytes, as a client in another language might make them. */
final class RawCalls {
  private static final long PATIENCE_SECONDS = 30;

  private static final Marshaller<byte[]> BYTES =
      new Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private RawCalls() {}

  /** Every RPC of {@code omendb.v1}. */
  static List<MethodDescriptor> methods() {
    return List.of(
            CollectionServiceProto.getDescriptor(),
            DataServiceProto.getDescriptor(),
            ExplainServiceProto.getDescriptor(),
            OperationServiceProto.getDescriptor(),
            ServerServiceProto.getDescriptor(),
            ViewServiceProto.getDescriptor())
        .stream()
        .map(FileDescriptor::getServices)
        .flatMap(List::stream)
        .flatMap(service -> service.getMethods().stream())
        .toList();
  }

  private static MethodType type(MethodDescriptor method) {
    if (method.isClientStreaming()) {
      return method.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
    }
    return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
  }

  /** Makes one call, of one request, and returns its responses. */
  static List<byte[]> call(Channel channel, MethodDescriptor method, byte[] request) {
    var grpcMethod =
        io.grpc.MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(type(method))
            .setFullMethodName(
                io.grpc.MethodDescriptor.generateFullMethodName(
                    method.getService().getFullName(), method.getName()))
            .setRequestMarshaller(BYTES)
            .setResponseMarshaller(BYTES)
            .build();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    List<byte[]> responses = new ArrayList<>();
    ClientCalls.blockingServerStreamingCall(channel, grpcMethod, options, request)
        .forEachRemaining(responses::add);
    return responses;
  }
}
