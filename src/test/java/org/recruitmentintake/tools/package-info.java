/**
 * Programs for developers, not tests: the environment of development, the fault harness, the benchmarks. Each package
 * says how it is run. Test sources only; nothing of it may reach the artefact that is deployed.
 */
package org.recruitmentintake.tools;
