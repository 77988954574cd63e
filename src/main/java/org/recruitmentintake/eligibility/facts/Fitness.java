package org.recruitmentintake.eligibility.facts;

/** The verdict of the military medical commission; never a diagnosis. */
public enum Fitness {
    FIT, UNFIT, NOT_EXAMINED
}
