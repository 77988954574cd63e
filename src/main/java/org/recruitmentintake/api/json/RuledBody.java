package org.recruitmentintake.api.json;

import org.recruitmentintake.application.usecase.RequestRules;

/** A body with rules that its schema cannot state. One answer has the faults of the rules and of the shape. */
public interface RuledBody {

    /** Applies every rule. Members that were refused for their shape are null. */
    void check(RequestRules rules);
}
