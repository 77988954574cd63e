/**
 * The start of the artefact, and its command {@code keys}. May use every package; none uses it. It calls the command
 * {@code check} of {@code org.recruitmentintake.check}.
 */
package org.recruitmentintake.command;
