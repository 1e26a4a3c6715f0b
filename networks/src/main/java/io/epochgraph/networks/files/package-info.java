/**
 * Networks and their weights from files: {@linkplain io.epochgraph.networks.files.NetworkFile#open
 * safetensors and ONNX}, mapped into memory. Nothing in a file is ever executed, and whatever is
 * wrong in one is refused by name.
 */
package io.epochgraph.networks.files;
