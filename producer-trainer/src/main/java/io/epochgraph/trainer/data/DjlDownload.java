package io.epochgraph.trainer.data;

import ai.djl.Application;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * DJL's own copy of Fashion-MNIST, downloaded into the cache. Without a network it fails within 5
 * s.
 */
record DjlDownload(Path cache) implements FashionMnistSource {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Map<String, String> ITEMS =
      Map.of(
          "train_data", FashionMnist.FILES.get(0),
          "train_labels", FashionMnist.FILES.get(1),
          "test_data", FashionMnist.FILES.get(2),
          "test_labels", FashionMnist.FILES.get(3));

  @Override
  public String description() {
    return "DJL's download";
  }

  @Override
  public Path directory() throws IOException {
    if (Utils.isOfflineMode()) {
      throw new IOException("DJL is offline (ai.djl.offline=true)");
    }
    MRL resource =
        BasicDatasets.REPOSITORY.dataset(
            Application.CV.ANY, BasicDatasets.GROUP_ID, "fashmnist", "1.0");
    probe(resource.getRepository().getBaseUri());
    try {
      return Cache.fill(cache, scratch -> download(resource, scratch));
    } catch (RuntimeException e) {
      throw new IOException("DJL failed: " + e, e);
    }
  }

  private static Path download(MRL resource, Path scratch) throws IOException {
    Artifact artifact = resource.getDefaultArtifact();
    if (artifact == null) {
      throw new IOException("its repository has no such dataset");
    }
    resource.prepare(artifact);
    for (Map.Entry<String, Artifact.Item> item : artifact.getFiles().entrySet()) {
      if (ITEMS.containsKey(item.getKey())) {
        try (InputStream in = resource.getRepository().openStream(item.getValue(), null)) {
          Files.copy(in, scratch.resolve(ITEMS.get(item.getKey())));
        }
      }
    }
    return scratch;
  }

  private static void probe(URI repository) throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(repository)
              .method("HEAD", HttpRequest.BodyPublishers.noBody())
              .build();
      client
          .sendAsync(request, BodyHandlers.discarding())
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("cannot reach " + repository.getHost(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      client.shutdownNow();
    }
  }
}
