package org.recruitmentintake.application.model;

import java.util.Set;

/** Which cases somebody may list: everything, or those of these embassies or branches. */
public record ListScope(boolean everything, Set<String> embassies, Set<String> branches) {
}
