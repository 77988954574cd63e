/** Refusals: kinds, faults, the mapping of exceptions to answers, texts, log and counters. */
package org.recruitmentintake.api.problem;
