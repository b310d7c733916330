package dev.skycrane.hil.rig;

import ch.qos.logback.classic.Level;
import dev.skycrane.ground.web.OwnPages;
import dev.skycrane.ground.web.WebServer;
import dev.skycrane.proto.InputException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Pages of the rig, on the loopback address alone; other machines come through a tunnel. */
public final class LocalPages {
    private static final String HOST = "127.0.0.1";

    private LocalPages() {}

    /**
     * Starts serving.
     *
     * @param port 0 for any
     * @throws InputException when the port is taken
     */
    public static Javalin start(int port, Consumer<JavalinConfig> routes) {
        WebServer.quieten(Level.OFF);
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.routes.before(OwnPages::require);
            config.routes.wsBeforeUpgrade(OwnPages::require);
            routes.accept(config);
        });
        try {
            return server.start(HOST, port);
        } catch (JavalinBindException e) {
            throw InputException.of("page", "port", port, "a free port of " + HOST);
        } finally {
            WebServer.quieten(Level.WARN);
        }
    }

    /** Where to point a browser. */
    public static String url(Javalin server) {
        return "http://" + HOST + ":" + server.port() + "/";
    }

    /** A page out of the program. */
    public static byte[] resource(String name) {
        try (InputStream in = LocalPages.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
