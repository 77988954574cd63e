package org.recruitmentintake.api.dto.view;

import java.util.List;
import java.util.function.Function;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** One page of a list, and the cursor of the next page. */
@RegisterForReflection
public record Page<T>(List<T> items, String next) {

    /**
     * A page of what was found. A page with fewer items than the limit is the last one and has no cursor.
     *
     * @param cursor makes the cursor from the last item of the page
     */
    public static <E, T> Page<T> of(List<E> found, int limit, Function<E, T> view, Function<E, String> cursor) {
        return new Page<>(found.stream().map(view).toList(),
                found.size() < limit ? null : cursor.apply(found.get(found.size() - 1)));
    }
}
