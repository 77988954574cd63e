/** The case as a value: application, states and transitions, dossier, submission, next steps, journal. No framework. */
package org.recruitmentintake.application.model;
