/**
 * Every refusal: its kinds, its fields, the mapping of exceptions to answers, the texts, the log and the
 * counters.
 */
package org.recruitmentintake.api.problem;
