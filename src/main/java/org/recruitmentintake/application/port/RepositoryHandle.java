package org.recruitmentintake.application.port;

/** Opaque handle of the repository (the data key), passed back to save(). */
public interface RepositoryHandle {}
