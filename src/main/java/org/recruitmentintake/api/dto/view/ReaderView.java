package org.recruitmentintake.api.dto.view;

import java.time.Instant;

import org.recruitmentintake.application.model.ReaderCount;

/** A person who read cases, and how many. */
public record ReaderView(String client,
        String person,
        String role,
        long cases,
        long reads,
        long lists,
        long listed,
        Instant last) {

    public static ReaderView of(ReaderCount count) {
        return new ReaderView(count.client(), count.person(), count.role(), count.cases(), count.reads(),
                count.lists(), count.listed(),
                count.last());
    }
}
