package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/** Keys and certificates for a day, made by keytool, and a store that trusts them all. */
record Certificates(Path directory, String password) {

  private static final String TYPE = "PKCS12";

  /** Makes a key and a certificate for each name, valid for 127.0.0.1. */
  static Certificates make(Path directory, String password, List<String> names) throws Exception {
    var certificates = new Certificates(directory, password);
    for (String name : names) {
      certificates.generate(name);
    }
    certificates.trust(names);
    return certificates;
  }

  Path keyStore(String name) {
    return directory.resolve(name + ".p12");
  }

  Path trustStore() {
    return directory.resolve("trusted.p12");
  }

  KeyStore open(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(TYPE);
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    return store;
  }

  private void generate(String name) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "1",
                "-storetype",
                TYPE,
                "-keystore",
                keyStore(name).toString(),
                "-storepass:env",
                "STORE_PASSWORD")
            .redirectErrorStream(true)
            .directory(directory.toFile());
    builder.environment().put("STORE_PASSWORD", password);
    Process keytool = builder.start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }

  private void trust(List<String> names) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(TYPE);
    trusted.load(null, null);
    for (String name : names) {
      trusted.setCertificateEntry(name, open(keyStore(name)).getCertificate(name));
    }
    try (OutputStream out = Files.newOutputStream(trustStore())) {
      trusted.store(out, password.toCharArray());
    }
  }
}
