package org.recruitmentintake.api.dto.view;

import org.recruitmentintake.application.port.Resubmissions;

/** How many dead messages are sent again, and how many are left. */
public record ResubmissionsView(int resubmitted,
        int left) {

    public static ResubmissionsView of(Resubmissions done) {
        return new ResubmissionsView(done.resubmitted(), done.left());
    }
}
