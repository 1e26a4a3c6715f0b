package io.epochgraph.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are already there. */
record PresentFiles(String what, Path place) implements FashionMnistSource {

  @Override
  public String description() {
    return what + ", " + place;
  }

  @Override
  public Path directory() throws IOException {
    if (!Files.isDirectory(place)) {
      throw new IOException("no such directory");
    }
    for (String name : FashionMnist.FILES) {
      try {
        FashionMnist.file(place, name);
      } catch (IOException e) {
        throw new IOException("has no " + name + ", nor " + name + ".gz", e);
      }
    }
    return place;
  }
}
