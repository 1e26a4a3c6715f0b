/**
 * What a process tells of itself over HTTP: its metrics for Prometheus, whether it lives, whether
 * it works. All of it is observation: nothing here ever makes a record.
 */
package io.epochgraph.telemetry;
