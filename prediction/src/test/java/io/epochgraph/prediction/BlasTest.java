package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import smile.tensor.DenseMatrix;

class BlasTest {
  @Test
  void shouldLetSmileMultiplyAndFactorise() {
    Blas.load();

    DenseMatrix matrix = DenseMatrix.of(new double[][] {{2, 1}, {1, 2}});

    assertThat(matrix.mm(matrix).get(0, 1)).isEqualTo(4);
    assertThat(matrix.lu().det()).isEqualTo(3);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void shouldUnpackOnceHoweverManyAskAtOnce(@TempDir Path cache) throws Exception {
    List<Future<Path>> folders = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Path> unpack = () -> Blas.unpacked(cache);
      for (int i = 0; i < 4; i++) {
        folders.add(threads.submit(unpack));
      }
    }

    Path folder = folders.getFirst().get();
    for (Future<Path> other : folders) {
      assertThat(other.get()).isEqualTo(folder);
    }
    try (var left = Files.list(cache)) {
      assertThat(left).containsExactly(folder);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "libopenblas.so", "libgfortran.so.5", "libquadmath.so.0", "libgcc_s.so.1");
    }
  }
}
