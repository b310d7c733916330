package dev.skycrane.proto.transport;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.frame.FrameBytes;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/**
 * {@link BusLink} over Eclipse Paho, QoS 1, one TCP connection. Paho's automatic reconnection is off (its queues and duplicates were
 * reported as eclipse-paho/paho.mqtt.java#747 and #814): every connection here is a new client, what was not acknowledged on
 * the old one is sent again in order before anything else, and sequence numbers in the frames remove the duplicates.
 */
public final class PahoLink implements BusLink {
    private static final int QOS = 1;
    private static final long CONNECT_TIMEOUT_MS = 5_000;
    /** Two programs that have just started take seconds for each other on a busy small machine, and for a TLS handshake at any time. */
    private static final long SLOW_CONNECT_TIMEOUT_MS = 20_000;
    private static final long CLOSE_TIMEOUT_MS = 2_000;
    private static final long BACK_OFF_FIRST_MS = 50;
    private static final long BACK_OFF_MOST_MS = 500;
    /** Of a link's session without the link: longer than a network pauses, short enough that those of the dead do not fill a broker. */
    private static final long SESSION_EXPIRY_S = 60;

    /** Paho logs a severed connection with a stack trace; here it is a state and a counter. Kept, or the setting is lost. */
    private static final Logger PAHO_LOG = Logger.getLogger("org.eclipse.paho");

    static {
        PAHO_LOG.setLevel(Level.OFF);
    }

    /** A message the broker has not acknowledged. */
    private record Outstanding(String topic, FrameBytes payload) {}

    private final BrokerUrl url;
    private final LinkOptions options;
    private final Runnable onProgress;
    private final ArrayDeque<Outstanding> window = new ArrayDeque<>();
    /** Of the window, what the present connection has not taken yet. */
    private final ArrayDeque<Outstanding> again = new ArrayDeque<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile PahoSession session;
    private volatile boolean up;
    private volatile boolean cut;
    private volatile long acknowledged;
    private volatile long refused;
    private volatile long reconnects;
    private volatile Thread reconnector;
    /** Somebody was told that the window is full. Guarded by {@code window}. */
    private boolean awaited;
    private Subscription listening = Subscription.NONE;

    /**
     * @param onProgress run when a window that was full is so no more, and after changes of state, on Paho's threads; must return at once. Not after
     *                   every acknowledgement: waking a thread that has nothing to do costs as much as sending a message
     */
    public PahoLink(BrokerUrl url, LinkOptions options, Runnable onProgress) {
        this.url = url;
        this.options = options;
        this.onProgress = onProgress;
    }

    /** Before {@link #connect()}: what to hear. */
    public PahoLink listening(Subscription subscription) {
        listening = subscription;
        return this;
    }

    /**
     * Connects and subscribes.
     *
     * @throws InputException when there is no MQTT 5 broker at the address, or none may be used there without TLS and credentials
     */
    public PahoLink connect() {
        url.requireAllowed();
        try {
            open(false);
        } catch (InputException e) {
            throw e;
        } catch (MqttException | RuntimeException e) {
            throw url.unreachable(e);
        }
        return this;
    }

    private void open(boolean returning) throws MqttException {
        long timeoutMs = returning && !url.tls() ? CONNECT_TIMEOUT_MS : SLOW_CONNECT_TIMEOUT_MS;
        PahoSession opened = new PahoSession(url, options, !(returning && options.keepSession()), timeoutMs, this);
        try {
            opened.connect(timeoutMs);
            opened.subscribe(listening, CONNECT_TIMEOUT_MS);
        } catch (MqttException | RuntimeException e) {
            opened.abandon();
            throw e;
        }
        boolean late;
        synchronized (window) {
            // lost again already: nobody will say so a second time
            if (opened.isDead()) throw new MqttException(MqttClientException.REASON_CODE_CONNECTION_LOST);
            late = ended.get();
            session = opened;
            again.clear();
            again.addAll(window);
            up = !late;
            if (up) sendAgain();
        }
        if (late) opened.abandon();
    }

    /**
     * Sends what an earlier connection left unacknowledged, as far as this one takes it. Caller holds {@code window}.
     *
     * @return whether all of it is on its way
     */
    private boolean sendAgain() {
        while (!again.isEmpty()) {
            Outstanding o = again.peekFirst();
            try {
                session.publish(o.topic, o.payload, listener(o));
            } catch (MqttException e) {
                return false;
            }
            again.removeFirst();
        }
        return true;
    }

    @Override
    public Offer publish(String topic, FrameBytes payload) {
        Outstanding message = new Outstanding(topic, payload);
        synchronized (window) {
            if (!up) return Offer.DOWN;
            if (!sendAgain() || window.size() >= options.window()) return full();
            try {
                session.publish(topic, payload, listener(message));
                window.addLast(message);
                return Offer.TAKEN;
            } catch (MqttException e) {
                return e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT ? full() : Offer.DOWN;
            }
        }
    }

    private Offer full() {
        awaited = true;
        return Offer.WINDOW_FULL;
    }

    private MqttActionListener listener(Outstanding message) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                settle(message, failed(token));
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                // a lost connection leaves the message outstanding; a broker's refusal ends it
                if (failed(token)) settle(message, true);
            }
        };
    }

    private static boolean failed(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        return codes != null && codes.length > 0 && codes[0] >= MqttReturnCode.RETURN_CODE_UNSPECIFIED_ERROR;
    }

    private void settle(Outstanding message, boolean asRefused) {
        boolean tell;
        synchronized (window) {
            if (!remove(message)) return;
            if (asRefused) refused++;
            else
                acknowledged++;
            tell = awaited || !again.isEmpty();
            awaited = false;
        }
        if (tell) onProgress.run();
    }

    /** By identity; acknowledgements come in order, so the first one nearly always. */
    private boolean remove(Outstanding message) {
        if (window.peekFirst() == message) {
            window.removeFirst();
            return true;
        }
        return window.removeIf(o -> o == message);
    }

    /** A message for the subscriber, on Paho's callback thread. */
    void received(String topic, byte[] payload, Runnable done) {
        listening.sink().onMessage(topic, payload, done);
    }

    /** The connection of {@code lost} is gone, on one of Paho's threads. */
    void lost(PahoSession lost) {
        synchronized (window) {
            if (session != lost || !up) return;
            up = false;
        }
        onProgress.run();
        if (ended.get() || !options.reconnect()) return;
        Thread thread = new Thread(this::comeBack, options.clientId() + "-reconnect");
        thread.setDaemon(true);
        reconnector = thread;
        thread.start();
    }

    private void comeBack() {
        long waitMs = BACK_OFF_FIRST_MS;
        while (!ended.get()) {
            try {
                open(true);
                reconnects++;
                onProgress.run();
                return;
            } catch (MqttException | RuntimeException | OutOfMemoryError e) {
                // without this thread the link would never come back; a lack of memory may pass like a lack of a broker
                LockSupport.parkNanos(waitMs * 1_000_000L);
                waitMs = Math.min(2 * waitMs, BACK_OFF_MOST_MS);
            }
        }
    }

    @Override
    public int inFlight() {
        synchronized (window) {
            return window.size();
        }
    }

    @Override
    public long acknowledged() {
        return acknowledged;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public long reconnects() {
        return reconnects;
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public void renew() {
        PahoSession s = session;
        if (s != null && !ended.get()) s.sever();
    }

    @Override
    public void cut() {
        if (!ended.compareAndSet(false, true)) return;
        cut = true;
        PahoSession s;
        synchronized (window) {
            up = false;
            s = session;
        }
        if (s != null) s.sever();
    }

    @Override
    public void close() {
        boolean first = ended.compareAndSet(false, true);
        PahoSession s;
        synchronized (window) {
            up = false;
            s = session;
        }
        Thread thread = reconnector;
        if (thread != null) LockSupport.unpark(thread);
        if (s == null) return;
        if (first && !cut) s.disconnect(CLOSE_TIMEOUT_MS);
        s.abandon();
    }

    /** Seconds the broker keeps the session of a lost link. */
    static long sessionExpiryS(LinkOptions options) {
        return options.keepSession() ? SESSION_EXPIRY_S : 0;
    }

    static MqttMessage message(byte[] payload) {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(QOS);
        return message;
    }

    static MqttAsyncClient client(String uri, LinkOptions options) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(uri, options.clientId(), new MemoryPersistence());
        client.setManualAcks(true);
        return client;
    }
}
