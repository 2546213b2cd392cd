package io.omendb.server.client;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.omendb.ConnectionOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;

/**
 * How to reach a server: where it is, whether over TLS, and with what.
 *
 * @param tls whether the connection is encrypted
 */
record Connector(ServerAddress address, boolean tls, ConnectionOptions options) {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  Connector {
    if (!tls && options.hasTls()) {
      throw OmenException.invalid(
          "url",
          "Certificates go with TLS only",
          "write grpcs://" + address + " in place of grpc://" + address);
    }
  }

  /** A connection to be built. */
  NettyChannelBuilder builder() {
    try {
      return NettyChannelBuilder.forAddress(address.host(), address.port(), credentials());
    } catch (IllegalArgumentException e) {
      throw badFiles(e);
    }
  }

  /** The channel with the token in every call. */
  Channel authorized(Channel channel) {
    if (options.token().isEmpty()) {
      return channel;
    }
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + options.token().get());
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private ChannelCredentials credentials() {
    if (!tls) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
    try {
      if (options.authorities().isPresent()) {
        credentials.trustManager(options.authorities().get().toFile());
      }
      if (options.certificate().isPresent() && options.key().isPresent()) {
        credentials.keyManager(options.certificate().get().toFile(), options.key().get().toFile());
      }
      return credentials.build();
    } catch (IOException e) {
      throw OmenException.io("Cannot read the certificates for " + address, e);
    }
  }

  private OmenException badFiles(IllegalArgumentException cause) {
    return new OmenException(
        ErrorCode.INVALID_DATA,
        "The certificates for " + address + " cannot be read: " + options,
        "tls",
        "give PEM files, the key in PKCS#8 and not encrypted",
        cause);
  }
}
