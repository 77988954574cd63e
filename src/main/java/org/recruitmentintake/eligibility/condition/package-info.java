/** One class for each condition, and the list of them. Pure, like its parent. */
package org.recruitmentintake.eligibility.condition;
