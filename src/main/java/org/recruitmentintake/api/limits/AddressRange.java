package org.recruitmentintake.api.limits;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

import io.netty.util.NetUtil;

/**
 * A network of IP addresses (CIDR), or one address. No name is ever resolved.
 *
 * @param bits how many leading bits its addresses share
 */
record AddressRange(byte[] first, int bits) {

    /** Empty if the text is neither an address nor a network. */
    static Optional<AddressRange> parse(String text) {
        var parts = text.strip().split("/", -1);
        var address = bytesOf(parts[0]);
        if (address == null || parts.length > 2) return Optional.empty();
        var most = address.length * Byte.SIZE;
        if (parts.length == 1) return Optional.of(new AddressRange(address, most));
        if (!parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > most) return Optional.empty();
        return Optional.of(new AddressRange(address, Integer.parseInt(parts[1])));
    }

    /**
     * The bytes of an address, which may have brackets, a port or a zone; of an IPv4 address that is mapped into IPv6,
     * those of the IPv4 address. Null if the text is no address.
     */
    static byte[] bytesOf(String text) {
        var bare = text.startsWith("[") ? text.replaceFirst("^\\[([^\\]]*)](:\\d{1,5})?$", "$1")
                : text.replaceFirst("^([0-9.]+):\\d{1,5}$", "$1");
        var bytes = NetUtil.createByteArrayFromIpAddressString(bare.replaceFirst("%.*", ""));
        try {
            // Makes an IPv4 address of one that is mapped into IPv6.
            return bytes == null ? null : InetAddress.getByAddress(bytes).getAddress();
        } catch (UnknownHostException wrongLength) {
            return null;
        }
    }

    boolean contains(byte[] address) {
        if (address.length != first.length) return false;
        var differing = new BigInteger(1, first).xor(new BigInteger(1, address));
        return differing.bitLength() <= first.length * Byte.SIZE - bits;
    }
}
