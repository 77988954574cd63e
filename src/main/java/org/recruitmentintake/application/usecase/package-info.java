/** One class for each use case: submit, casework, withdraw and erase, read, re-evaluate, retain. */
package org.recruitmentintake.application.usecase;
