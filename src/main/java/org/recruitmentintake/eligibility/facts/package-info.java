/** What the conditions are judged on: stated facts, their evidence, and who may attest it. Pure, like its parent. */
package org.recruitmentintake.eligibility.facts;
