package io.omendb.server.grpc;

import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;

/**
 * Leaves messages as they are: bytes that have come, and messages that write their own bytes.
 * gRPC's marshaller of streams puts a buffer before each, so that a response is copied in small
 * pieces instead of being written where it is sent from. A request is read while gRPC hands it
 * over, and not kept. Safe for concurrent use.
 */
enum PassThrough implements Marshaller<InputStream> {
  INSTANCE;

  @Override
  public InputStream stream(InputStream message) {
    return message;
  }

  @Override
  public InputStream parse(InputStream message) {
    return message;
  }
}
