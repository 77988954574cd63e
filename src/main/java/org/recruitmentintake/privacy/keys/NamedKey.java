package org.recruitmentintake.privacy.keys;

/** A key and its id, the name of its file. */
public record NamedKey<K>(String id, K key) {}
