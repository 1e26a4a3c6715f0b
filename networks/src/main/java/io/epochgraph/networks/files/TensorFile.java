package io.epochgraph.networks.files;

import java.util.List;

/** A file of named tensors. */
sealed interface TensorFile extends AutoCloseable permits SafetensorsFile, OnnxFile {

  /** All tensors, in the file's order. */
  List<Tensor> tensors();

  @Override
  void close();
}
