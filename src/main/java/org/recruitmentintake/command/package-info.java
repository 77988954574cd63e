/**
 * The start of the artefact, and its command {@code keys}. Knows the other rooms; no room knows it. The command
 * {@code check} is asked for here and answered by {@code org.recruitmentintake.check}.
 */
package org.recruitmentintake.command;
