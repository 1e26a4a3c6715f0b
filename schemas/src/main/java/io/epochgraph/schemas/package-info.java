/**
 * The contracts between the stages: Avro records in {@code io.epochgraph.contract}, the {@linkplain
 * io.epochgraph.schemas.Topics topics} they travel on, and how they are written and read.
 */
package io.epochgraph.schemas;
