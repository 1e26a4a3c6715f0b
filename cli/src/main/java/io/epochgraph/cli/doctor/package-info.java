/** What {@code epochgraph doctor} looks at, and what it says of it. It changes nothing. */
package io.epochgraph.cli.doctor;
