package org.recruitmentintake.api.limits;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * The address of the caller. Behind trusted proxies it is the right-most one of {@code X-Forwarded-For} that is no
 * trusted proxy: each proxy appends the address that it saw, so everything further left was written by the caller.
 */
@ApplicationScoped
public class CallerAddress implements StartupCheck {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String SETTING = "intake.http.trusted-proxies";

    private final List<String> texts;
    private final List<AddressRange> proxies;

    @Inject
    CallerAddress(HttpConfig config) {
        this(config.trustedProxies().orElse(List.of()));
    }

    CallerAddress(List<String> trustedProxies) {
        texts = trustedProxies;
        proxies = texts.stream().map(AddressRange::parse).flatMap(Optional::stream).toList();
    }

    @Override
    public List<String> faults() {
        return texts.stream().filter(text -> AddressRange.parse(text).isEmpty())
                .map(text -> "%s: %s is neither an address nor a network (CIDR)".formatted(SETTING, text)).toList();
    }

    /** The address as text, without brackets or port; null if the connection has none. */
    String of(HttpServerRequest request) {
        var peer = request.remoteAddress();
        return peer == null ? null : of(peer.hostAddress(), request.headers().getAll(FORWARDED_FOR));
    }

    String of(String peer, List<String> forwardedFor) {
        var caller = peer;
        var hops = String.join(",", forwardedFor).split(",", -1);
        for (var i = hops.length - 1; i >= 0 && isTrusted(caller); i--) {
            var hop = AddressRange.bytesOf(hops[i].strip());
            // If a trusted proxy names no caller, the proxy itself counts as the caller.
            if (hop == null) break;
            caller = NetUtil.bytesToIpAddress(hop);
        }
        return caller;
    }

    private boolean isTrusted(String address) {
        var bytes = AddressRange.bytesOf(address);
        return bytes != null && proxies.stream().anyMatch(range -> range.contains(bytes));
    }
}
