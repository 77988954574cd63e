/** The facts that the conditions judge, their evidence, and who may attest it. Pure, like its parent. */
package org.recruitmentintake.eligibility.facts;
