package dev.skycrane.ground.web;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.util.Set;

/** A page of another site may reach a port of this machine but must not use it, by its own name for it or from its own page. */
public final class OwnPages {
    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private OwnPages() {}

    /** @throws ForbiddenResponse for a request that is not our own page's, or not to the loopback address */
    public static void require(Context context) {
        String origin = context.header("Origin");
        boolean own = OWN_NAMES.contains(name(context.host()));
        boolean ownPage = origin == null || origin.startsWith("http://") && OWN_NAMES.contains(name(origin.substring(
                7)));
        if (own && ownPage) return;
        throw new ForbiddenResponse("host: name=" + context.host() + ", expected 127.0.0.1");
    }

    private static String name(String hostAndPort) {
        if (hostAndPort == null) return "";
        int colon = hostAndPort.lastIndexOf(':');
        return colon > hostAndPort.lastIndexOf(']') ? hostAndPort.substring(0, colon) : hostAndPort;
    }
}
