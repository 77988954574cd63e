package org.recruitmentintake.privacy.keys;

/** Turns a file into a key. */
@FunctionalInterface
public interface KeyReader<K> {

    /**
     * @throws Exception if the file holds no such key; the message may reach the log, so it must not quote the file
     */
    K read(String id, String content) throws Exception;
}
