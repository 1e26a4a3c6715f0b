package io.epochgraph.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which keeps what each principal asked for. */
public final class AuditedAuthorizer extends StandardAuthorizer {

  /** What somebody asked for. */
  record Asked(String principal, AclOperation operation, ResourcePattern resource) {}

  /** What was allowed. */
  static final Set<Asked> ALLOWED = ConcurrentHashMap.newKeySet();

  /** What was denied, other than what the broker only tries. */
  static final Set<Asked> DENIED = ConcurrentHashMap.newKeySet();

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    List<AuthorizationResult> results = super.authorize(context, actions);
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      var asked =
          new Asked(context.principal().getName(), action.operation(), action.resourcePattern());
      if (results.get(i) == AuthorizationResult.ALLOWED) {
        ALLOWED.add(asked);
      } else if (action.logIfDenied()) {
        DENIED.add(asked);
      }
    }
    return results;
  }
}
