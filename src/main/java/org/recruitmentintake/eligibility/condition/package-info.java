/** One small class for each condition, and the closed list of them. Pure, like the room around it. */
package org.recruitmentintake.eligibility.condition;
