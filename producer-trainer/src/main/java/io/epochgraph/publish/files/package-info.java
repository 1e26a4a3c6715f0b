/**
 * Publishes runs that were trained elsewhere and recorded in files: {@linkplain
 * io.epochgraph.publish.files.RunDirectory a directory for each run}, with checkpoints in the
 * safetensors format or as ONNX models.
 */
package io.epochgraph.publish.files;
