package dev.skycrane.hil.rig.guide;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.rig.LocalPages;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;

/** What the person with the board sees: the live picture with the corners found, what was taken, what to do. Any thread may tell it news. */
final class GuidePage implements AutoCloseable {
    /**
     * State of the taking.
     *
     * @param widthPx columns of the camera's picture
     * @param said what became of the last picture
     * @param hint what to do
     * @param corners column and row of each corner in the last picture
     * @param outlines of the boards taken: hull corners of each, column and row in turn
     * @param regions corners in each of 3 x 3 regions
     */
    record State(int widthPx, int heightPx, int taken, int wanted, String said, String hint, double[][] corners,
            double[][][] outlines, int[] regions) {}

    private static final String PAGE = "/rig/guide.html";

    private final ObjectMapper json = new ObjectMapper();
    private final Javalin server;
    private volatile State state;
    private volatile byte[] picture = {};
    private volatile long pictures;

    /** @param port of the loopback address, 0 for any */
    GuidePage(int port, State first) {
        state = first;
        server = LocalPages.start(port, config -> {
            config.routes.get("/", context -> context.contentType("text/html").result(LocalPages.resource(PAGE)));
            config.routes.get("/state", this::state);
            config.routes.get("/picture.jpg",
                    context -> context.contentType("image/jpeg").header("Cache-Control", "no-store").result(picture));
        });
    }

    private void state(Context context) throws IOException {
        context.contentType("application/json").header("X-Pictures", "" + pictures)
                .result(json.writeValueAsBytes(state));
    }

    /** A new picture and what became of it. */
    void tell(byte[] jpeg, State newest) {
        picture = jpeg;
        state = newest;
        pictures++;
    }

    String url() {
        return LocalPages.url(server);
    }

    @Override
    public void close() {
        server.stop();
    }
}
