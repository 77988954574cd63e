package org.recruitmentintake.application.model;

import java.util.List;

/** Cases that have changed, and where to go on: also behind the last case there is. */
public record ChangePage(List<ChangedApplication> cases, ChangeCursor next) {
}
