package org.recruitmentintake.application.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Verifies a journal entry by entry. Each hash is the SHA-256 of the previous hash and the bytes of the entry; the
 * first one follows the SHA-256 of the case's id. The length and the last hash are stored with the case.
 */
public final class JournalChain {

    private byte[] hash;
    private int number;
    private boolean broken;

    public JournalChain(UUID application) {
        this(0, beginning(application));
    }

    /** Continues after the entry of that number and hash. */
    public JournalChain(int number, byte[] hash) {
        this.number = number + 1;
        this.hash = hash;
    }

    public void follow(JournalLine line) {
        if (broken) return;
        hash = sha256(hash, line.entry().bytes());
        broken = line.number() != number || !Arrays.equals(hash, line.hash());
        if (!broken) number++;
    }

    /** The number of the first changed entry among those that were followed. */
    public OptionalInt firstFault() {
        return broken ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The same after the last entry, with the length and head of the journal compared, too. */
    public OptionalInt firstFault(int length, byte[] head) {
        return !broken && number == length + 1 && Arrays.equals(hash, head) ? OptionalInt.empty()
                : OptionalInt.of(number);
    }

    /** The hash before the first entry. */
    public static byte[] beginning(UUID application) {
        return sha256(ByteBuffer.allocate(16).putLong(application.getMostSignificantBits())
                .putLong(application.getLeastSignificantBits()).array());
    }

    static byte[] sha256(byte[]... parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(sha::update);
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
