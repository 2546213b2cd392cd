package io.omendb.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.OmenException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No socket is bound here. */
final class BindPolicyTest {
  private static void check(String host, boolean tls, boolean tokens, boolean insecure) {
    BindPolicy.check(new InetSocketAddress(host, 0), "server.listen", tls, tokens, insecure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
  void loopback_needsNothing(String host) {
    check(host, false, false, false);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, false, false, there is no TLS and no token, --tls-cert",
    "::, false, true, there is no TLS, --tls-cert",
    "192.0.2.1, true, false, calls need no token, omen token create"
  })
  void otherAddresses_needBoth(
      String host, boolean tls, boolean tokens, String missing, String remedy) {
    OmenException error = assertThrows(OmenException.class, () -> check(host, tls, tokens, false));
    assertEquals(Optional.of("server.listen"), error.field());
    assertTrue(error.what().endsWith(missing), error.what());
    assertTrue(error.remedy().orElse("").contains(remedy), error.toString());
    assertTrue(error.remedy().orElse("").contains("--insecure"), error.toString());
  }

  @Test
  void otherAddresses_withBoth_orInsecure_areTaken() {
    check("0.0.0.0", true, true, false);
    check("0.0.0.0", false, false, true);
  }
}
