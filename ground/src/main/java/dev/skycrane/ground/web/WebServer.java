package dev.skycrane.ground.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.skycrane.ground.replay.Playback;
import dev.skycrane.ground.station.Mission;
import dev.skycrane.proto.InputException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Serves a mission to browsers and programs on the loopback address. */
public final class WebServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final long MAX_BODY = 1 << 20;
    private static final String STATIC = "/web";

    private final Mission mission;
    private final LiveSocket live;
    private final Javalin server;
    private final List<Route> routes = new ArrayList<>();

    private WebServer(Mission mission, WebOptions options) {
        this.mission = mission;
        StatusRoutes status = new StatusRoutes(mission, this::viewers);
        live = new LiveSocket(mission, status::status, status::link);
        routes.addAll(status.routes());
        routes.addAll(HistoryRoutes.routes());
        routes.addAll(EventRoutes.routes());
        routes.addAll(ImageRoutes.routes());
        routes.addAll(AlarmRoutes.routes());
        routes.addAll(LandingRoutes.routes());
        routes.addAll(CommandRoutes.routes(mission));
        if (mission instanceof Playback playback) routes.addAll(ReplayRoutes.routes(playback));
        routes.addAll(new SiteRoutes(options.map()).routes());
        routes.add(Metrics.route(mission, live::viewers, live::droppedRows));
        routes.addAll(ApiPage.routes(routes));
        quieten(Level.OFF);
        server = Javalin.create(this::configure);
        try {
            server.start(HOST, options.port());
        } catch (JavalinBindException e) {
            live.close();
            throw InputException.of("web", "port", options.port(), "a free port of " + HOST);
        } finally {
            quieten(Level.WARN);
        }
    }

    /** The server's own news is of no use to whoever started the program. */
    public static void quieten(Level level) {
        for (String name : new String[]{"io.javalin", "org.eclipse.jetty"})
            if (LoggerFactory.getLogger(name) instanceof Logger logger) logger.setLevel(level);
    }

    private int viewers() {
        return live == null ? 0 : live.viewers();
    }

    /**
     * Starts serving.
     *
     * @throws InputException when the port is taken
     */
    public static WebServer start(Mission mission, WebOptions options) {
        return new WebServer(mission, options);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = MAX_BODY;
        config.http.prefer405over404 = true;
        if (WebServer.class.getResource(STATIC + "/index.html") != null) {
            config.staticFiles.add(files -> {
                files.directory = STATIC;
                files.location = Location.CLASSPATH;
                files.headers = java.util.Map.of("Cache-Control", "no-cache");
            });
        }
        config.routes.before(OwnPages::require);
        config.routes.wsBeforeUpgrade(OwnPages::require);
        for (Route route : routes) {
            if (route.method().equals("GET")) {
                config.routes.get(route.path(), context -> handle(route, context));
            } else {
                config.routes.post(route.path(), context -> handle(route, context));
            }
        }
        config.routes.ws("/api/live", live::configure);
        config.routes.exception(NotThereException.class, (e, context) -> refuse(context, 404, e));
        config.routes.exception(InputException.class, (e, context) -> refuse(context, 400, e));
        // the run has ended while it was being asked about
        config.routes.exception(ClosedChannelException.class, (e, context) -> refuse(context, 404, e));
        config.routes.exception(IOException.class, (e, context) -> refuse(context, 500, e));
    }

    private void handle(Route route, Context context) throws Exception {
        Object answer = route.handler().handle(new Call(context, mission));
        if (answer == null) return;
        String accept = context.header("Accept");
        if (route.packing() != null && accept != null && accept.contains(Packed.MEDIA_TYPE)) {
            context.contentType(Packed.MEDIA_TYPE).result(route.packing().bytes(answer));
        } else {
            json(context, answer);
        }
    }

    private static void json(Context context, Object answer) throws JsonProcessingException {
        context.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(answer));
    }

    private static void refuse(Context context, int status, Exception e) {
        context.status(status).contentType("application/json").result(Json.text(new Answers.Refusal(String.valueOf(e
                .getMessage()))));
    }

    /** The port in use. */
    public int port() {
        return server.port();
    }

    /** Where to point a browser. */
    public String url() {
        return "http://" + HOST + ":" + port() + "/";
    }

    @Override
    public void close() {
        live.close();
        server.stop();
    }
}
