/** Who may do what on a cluster with access control lists. */
package io.epochgraph.schemas.access;
