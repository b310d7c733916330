package dev.skycrane.ground.web;

import dev.skycrane.proto.site.MapPackage;

/**
 * What the server serves beside the mission.
 *
 * @param port of the loopback address, 0 for any
 * @param map  landing site, or null
 */
public record WebOptions(int port, MapPackage map) {
    /** On {@code port}, without a map. */
    public static WebOptions on(int port) {
        return new WebOptions(port, null);
    }

    public WebOptions withMap(MapPackage site) {
        return new WebOptions(port, site);
    }
}
