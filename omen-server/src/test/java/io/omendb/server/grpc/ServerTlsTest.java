package io.omendb.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.v1.GetServerInfoRequest;
import io.omendb.server.grpc.v1.ServerServiceGrpc;
import io.omendb.server.security.Authority;
import io.omendb.server.security.Authority.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a server with a certificate talks to, and what it makes of files that change. */
@SuppressWarnings("NullAway.Init") // set before each test
final class ServerTlsTest {
  @TempDir private Path scratch;

  private final Database database = Database.open("memory:");
  private Authority authority;
  private Authority stranger;
  private Identity server;
  private KeyPair serverKeys;

  @BeforeEach
  void issue() throws Exception {
    authority = new Authority(scratch, "authority");
    stranger = new Authority(scratch, "stranger");
    serverKeys = Authority.newKeys();
    server = authority.issue("server", serverKeys);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private OmenServer start(Map<ServerKey, Path> more) {
    Map<ServerKey, String> settings = new EnumMap<>(ServerKey.class);
    settings.put(ServerKey.LISTEN, "127.0.0.1:0");
    settings.put(ServerKey.TLS_CERT, server.certificate().toString());
    settings.put(ServerKey.TLS_KEY, server.key().toString());
    more.forEach((key, file) -> settings.put(key, file.toString()));
    return OmenServer.start(database, ServerSettings.of(settings));
  }

  private static ChannelCredentials trusting(Authority who) throws IOException {
    return TlsChannelCredentials.newBuilder().trustManager(who.file().toFile()).build();
  }

  private static ChannelCredentials showing(Authority who, Identity own) throws IOException {
    return TlsChannelCredentials.newBuilder()
        .trustManager(who.file().toFile())
        .keyManager(own.certificate().toFile(), own.key().toFile())
        .build();
  }

  /** What a call over a new connection ends with. */
  private static Status.Code call(OmenServer running, ChannelCredentials credentials)
      throws InterruptedException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", running.port(), credentials).build();
    try {
      ServerServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(20, TimeUnit.SECONDS)
          .getServerInfo(GetServerInfoRequest.getDefaultInstance());
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void tls_isForThoseWhoTrustTheAuthority() throws Exception {
    try (OmenServer running = start(Map.of())) {
      assertEquals(Status.Code.OK, call(running, trusting(authority)));
      assertEquals(Status.Code.UNAVAILABLE, call(running, trusting(stranger)));
      assertEquals(Status.Code.UNAVAILABLE, call(running, TlsChannelCredentials.create()));
      assertEquals(Status.Code.UNAVAILABLE, call(running, InsecureChannelCredentials.create()));
      assertEquals(Status.Code.OK, call(running, trusting(authority)), "the server goes on");
    }
  }

  @Test
  void mutualTls_wantsACertificateOfTheAuthority() throws Exception {
    Authority clients = new Authority(scratch, "clients");
    try (OmenServer running = start(Map.of(ServerKey.TLS_CLIENT_CA, clients.file()))) {
      Identity own = clients.issue("client");
      Identity foreign = stranger.issue("foreign");
      assertEquals(Status.Code.OK, call(running, showing(authority, own)));
      assertEquals(Status.Code.UNAVAILABLE, call(running, trusting(authority)));
      assertEquals(Status.Code.UNAVAILABLE, call(running, showing(authority, foreign)));
    }
  }

  @Test
  void certificate_isTakenWhenItsFileChanges() throws Exception {
    try (OmenServer running = start(Map.of())) {
      assertEquals(Status.Code.UNAVAILABLE, call(running, trusting(stranger)));
      // The same key: nothing but the certificate changes.
      Identity renewed = stranger.issue("renewed", serverKeys);
      Files.move(renewed.certificate(), server.certificate(), StandardCopyOption.REPLACE_EXISTING);
      awaitCall(running, trusting(stranger));
      assertEquals(Status.Code.UNAVAILABLE, call(running, trusting(authority)));
      // Another key, certificate first: until the key comes the two do not go together.
      Identity other = authority.issue("other");
      Files.move(other.certificate(), server.certificate(), StandardCopyOption.REPLACE_EXISTING);
      Thread.sleep(1500); // more than one look at the files
      assertEquals(Status.Code.OK, call(running, trusting(stranger)), "the old pair stays");
      Files.move(other.key(), server.key(), StandardCopyOption.REPLACE_EXISTING);
      awaitCall(running, trusting(authority));
    }
  }

  private static void awaitCall(OmenServer running, ChannelCredentials credentials)
      throws InterruptedException {
    Status.Code code = Status.Code.UNKNOWN;
    for (int i = 0; i < 100 && code != Status.Code.OK; i++) {
      code = call(running, credentials);
      Thread.sleep(100);
    }
    assertEquals(Status.Code.OK, code);
  }

  @Test
  void filesThatDoNotServe_areNamed() throws Exception {
    Identity other = stranger.issue("other");
    refused(Map.of(ServerKey.TLS_KEY, other.key()), ErrorCode.INVALID_DATA, "tls.key");
    refused(Map.of(ServerKey.TLS_KEY, server.certificate()), ErrorCode.INVALID_DATA, "tls.key");
    refused(Map.of(ServerKey.TLS_CERT, server.key()), ErrorCode.INVALID_DATA, "tls.cert");
    Path absent = scratch.resolve("absent.pem");
    refused(Map.of(ServerKey.TLS_CERT, absent), ErrorCode.IO_ERROR, "tls.cert");
    refused(Map.of(ServerKey.TLS_KEY, Path.of("none")), ErrorCode.INVALID_ARGUMENT, "tls.key");
    refused(Map.of(ServerKey.TLS_CLIENT_CA, server.key()), ErrorCode.INVALID_DATA, "tls.client_ca");
    refused(
        Map.of(
            ServerKey.TLS_CERT,
            Path.of("none"),
            ServerKey.TLS_KEY,
            Path.of("none"),
            ServerKey.TLS_CLIENT_CA,
            authority.file()),
        ErrorCode.INVALID_ARGUMENT,
        "tls.client_ca");
  }

  private void refused(Map<ServerKey, Path> more, ErrorCode code, String field) {
    OmenException error = assertThrows(OmenException.class, () -> start(more).close());
    assertEquals(code, error.code(), error.toString());
    assertEquals(Optional.of(field), error.field(), error.toString());
  }

  @Test
  void otherAddress_withoutTokens_isRefusedBeforeItListens() {
    OmenException error =
        assertThrows(
            OmenException.class,
            () ->
                OmenServer.start(
                    database, ServerSettings.of(Map.of(ServerKey.LISTEN, "0.0.0.0:0"))));
    assertEquals(Optional.of("server.listen"), error.field());
    assertTrue(error.toString().contains("omen token create"), error.toString());
  }
}
