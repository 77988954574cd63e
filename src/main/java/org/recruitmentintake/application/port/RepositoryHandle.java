package org.recruitmentintake.application.port;

/** What the keeper needs to write a case back; of no meaning to anybody else. */
public interface RepositoryHandle {
}
