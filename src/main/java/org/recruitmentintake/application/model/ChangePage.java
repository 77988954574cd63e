package org.recruitmentintake.application.model;

import java.util.List;

/** Cases that have changed, and the cursor of the next page, also after the last page. */
public record ChangePage(List<ChangedApplication> cases, ChangeCursor next) {}
