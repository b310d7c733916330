package dev.skycrane.hil.rig.stimulus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.hil.rig.LocalPages;
import dev.skycrane.hil.rig.calibration.Prewarp;
import io.javalin.Javalin;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A screen that is a page in a browser, here or, through a tunnel, on another machine. Pictures go there as grey bytes; the page says at which frame
 * of its own it drew them, and its clock is compared with ours once a second. One page at a time; who comes second is refused.
 *
 * <pre>
 * offset  size  field, little endian
 *      0     4  kind: 0 picture, 1 beat
 *      4     4  number
 *      8     8  left, top, width, height, 2 bytes each, px of the canvas
 *     16        grey values, row by row
 * </pre>
 */
public final class PageScreen implements BendableScreen {
    private static final int HEADER = 16;
    private static final long ANSWER_LIMIT_NS = 1_000_000_000L;
    private static final long ASK_EVERY_MS = 500;
    private static final String PAGE = "/rig/stimulus.html";
    private static final int TAKEN = 4001;

    private enum Kind {
        PICTURE, BEAT
    }

    private final ObjectMapper json = new ObjectMapper();
    private final Javalin server;
    private final ShownPixels pixels = new ShownPixels();
    private final PageClock clock = new PageClock();
    private final Map<Kind, Integer> sent = new EnumMap<>(Map.of(Kind.PICTURE, 0, Kind.BEAT, 0));
    private final Map<Kind, Integer> drawn = new EnumMap<>(Map.of(Kind.PICTURE, 0, Kind.BEAT, 0));
    private final Map<Kind, Shown> times = new EnumMap<>(Kind.class);
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread t = new Thread(work, "stimulus-clock");
        t.setDaemon(true);
        return t;
    });
    private WsContext page;
    private String told = "";
    private int factor;
    private long unanswered;

    private PageScreen(int port) {
        server = LocalPages.start(port, config -> {
            config.routes.get("/", context -> context.contentType("text/html").result(LocalPages.resource(PAGE)));
            config.routes.ws("/screen", this::configure);
        });
        asking.scheduleWithFixedDelay(this::ask, ASK_EVERY_MS, ASK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to serve the page; {@link #awaitPage} waits for somebody who opens it.
     *
     * @param port of the loopback address, 0 for any
     * @throws dev.skycrane.proto.InputException when the port is taken
     */
    public static PageScreen open(int port) {
        return new PageScreen(port);
    }

    private void configure(WsConfig socket) {
        socket.onConnect(this::connected);
        socket.onMessage(context -> heard(context.message(), System.nanoTime()));
        socket.onClose(this::gone);
    }

    private synchronized void connected(WsContext context) {
        if (page != null) {
            context.closeSession(TAKEN, "another page is the screen already");
            return;
        }
        page = context;
        send(Kind.PICTURE, new int[]{0, 0, Canvas.WIDTH_PX, Canvas.HEIGHT_PX});
        ask();
    }

    private synchronized void gone(WsContext context) {
        if (page != null && page.sessionId().equals(context.sessionId())) page = null;
        notifyAll();
    }

    private synchronized void ask() {
        if (page != null) page.send("{\"ask\":\"" + System.nanoTime() + "\"}");
    }

    private synchronized void heard(String text, long nowNs) {
        try {
            JsonNode said = json.readTree(text);
            if (said.has("ask")) {
                clock.answer(said.get("ask").asLong(), said.get("now").asDouble(), nowNs);
            } else if (said.has("drawn")) {
                Kind kind = Kind.values()[said.get("kind").asInt() & 1];
                long half = clock.tripNs() / 2;
                times.put(kind, new Shown(clock.at(said.get("from").asDouble()) - half,
                        Math.min(nowNs, clock.at(said.get("until").asDouble()) + half)));
                drawn.put(kind, said.get("drawn").asInt());
            } else if (said.has("screen")) {
                told = said.get("screen").asText();
                factor = said.get("factor").asInt();
            }
        } catch (IOException e) {
            told = "unreadable words: " + e.getMessage();
        }
        notifyAll();
    }

    /**
     * Waits for a page whose clock is known and which has room for the canvas.
     *
     * @return whether one came
     */
    public synchronized boolean awaitPage(long timeoutNs) throws InterruptedException {
        long endNs = System.nanoTime() + timeoutNs;
        while (page == null || !clock.isKnown() || factor < 1) {
            long leftNs = endNs - System.nanoTime();
            if (leftNs <= 0) return false;
            wait(leftNs / 1_000_000 + 1);
        }
        return true;
    }

    @Override
    public Shown show(byte[] canvas) {
        return shown(Kind.PICTURE, canvas);
    }

    @Override
    public Shown beat(byte[] patch) {
        return shown(Kind.BEAT, patch);
    }

    @Override
    public synchronized void bend(Prewarp prewarp) {
        send(Kind.PICTURE, pixels.bend(prewarp));
    }

    /** Sends it and waits until the page says when it drew it; without a page, or an answer in a second, it counts as shown some time in between. */
    private synchronized Shown shown(Kind kind, byte[] what) {
        long askedNs = System.nanoTime();
        int[] box = kind == Kind.PICTURE ? pixels.picture(what) : pixels.beat(what);
        int number = send(kind, box);
        try {
            while (page != null && drawn.get(kind) < number) {
                long leftNs = askedNs + ANSWER_LIMIT_NS - System.nanoTime();
                if (leftNs <= 0) break;
                wait(leftNs / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (drawn.get(kind) >= number) return times.get(kind);
        unanswered++;
        return new Shown(askedNs, System.nanoTime());
    }

    private int send(Kind kind, int[] box) {
        int number = sent.merge(kind, 1, Integer::sum);
        if (page == null) return number;
        int width = box[2] - box[0];
        int height = box[3] - box[1];
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + width * height).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(kind.ordinal()).putInt(number).putShort((short) box[0]).putShort((short) box[1]);
        bytes.putShort((short) width).putShort((short) height);
        for (int y = box[1]; y < box[3]; y++)
            bytes.put(pixels.pixels(), y * Canvas.WIDTH_PX + box[0], width);
        page.send(bytes.flip());
        return number;
    }

    /** Where to point the browser. */
    public String url() {
        return LocalPages.url(server);
    }

    /** Of the loopback address. */
    public int port() {
        return server.port();
    }

    /** What the page says of its screen; empty before it has come. */
    public synchronized String told() {
        return told;
    }

    /** Pictures and beats that no page said it had drawn. */
    public synchronized long unanswered() {
        return unanswered;
    }

    /** How well the page's clock is known: the quickest answer's way there and back, ns. */
    public synchronized long tripNs() {
        return clock.tripNs();
    }

    @Override
    public void close() {
        asking.shutdownNow();
        server.stop();
    }
}
