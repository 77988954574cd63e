package org.recruitmentintake.check;

import static org.recruitmentintake.check.Probe.Subject.SETTINGS;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.privacy.RequiredSettings;

/** Whether the service would start with its settings. */
@ApplicationScoped
class SettingsProbe implements Probe {

    private final RequiredSettings settings;

    SettingsProbe(RequiredSettings settings) {
        this.settings = settings;
    }

    @Override
    public Subject subject() { return SETTINGS; }

    @Override
    public List<Result> compare() {
        var faults = settings.faults();
        return faults.isEmpty() ? List.of(Result.right(SETTINGS, "complete"))
                : faults.stream().map(fault -> new Result(SETTINGS, false, fault)).toList();
    }
}
