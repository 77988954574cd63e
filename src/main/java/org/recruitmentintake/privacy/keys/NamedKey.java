package org.recruitmentintake.privacy.keys;

/** A key and the id that its file gives it. */
public record NamedKey<K>(String id, K key) {}
