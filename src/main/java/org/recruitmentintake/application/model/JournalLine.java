package org.recruitmentintake.application.model;

/** An entry with its place in the chain. */
public record JournalLine(int number, JournalEntry entry, byte[] hash) {}
