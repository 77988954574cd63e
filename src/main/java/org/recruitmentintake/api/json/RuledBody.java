package org.recruitmentintake.api.json;

import org.recruitmentintake.application.usecase.RequestRules;

/** A body with rules that its schema cannot state. They are asked in the same answer as the shape of its members. */
public interface RuledBody {

    /** Asks every rule. Members that were refused for their shape are null. */
    void check(RequestRules rules);
}
