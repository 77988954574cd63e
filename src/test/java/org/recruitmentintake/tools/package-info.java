/**
 * Programs for developers, not tests: development environment, fault tests, benchmarks. Each package says how to run
 * them. The deployed artefact contains none of it.
 */
package org.recruitmentintake.tools;
