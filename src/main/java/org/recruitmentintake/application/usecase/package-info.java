/** One class for each use case: submit, amend, casework, withdraw and erase, read, re-evaluate, retain. */
package org.recruitmentintake.application.usecase;
