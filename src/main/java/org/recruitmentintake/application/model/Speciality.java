package org.recruitmentintake.application.model;

/** A speciality is a preference, not a condition. */
public enum Speciality {
    COMBAT_MEDIC, UAV_OPERATOR, SNIPER, COOK, DRIVER, OTHER
}
