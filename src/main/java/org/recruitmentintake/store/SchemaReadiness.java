package org.recruitmentintake.store;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A replica is not ready while it does not fit the schema: a forgotten migration stops the roll-out, and nothing else.
 */
@Readiness
@ApplicationScoped
public class SchemaReadiness implements HealthCheck {

    private final SchemaVersion schema;

    public SchemaReadiness(SchemaVersion schema) {
        this.schema = schema;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("schema");
        try {
            var fault = schema.fault();
            fault.ifPresent(reason -> answer.withData("reason", reason));
            return answer.status(fault.isEmpty()).build();
        } catch (SqlFailure failure) {
            return answer.down().withData("sqlstate", failure.state()).build();
        }
    }
}
