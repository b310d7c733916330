package dev.skycrane.proto.transport;

import dev.skycrane.proto.frame.FrameBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** One connection of a {@link PahoLink}, from connect to loss: one Paho client, used once. */
final class PahoSession implements MqttCallback {
    private static final int KEEP_ALIVE_S = 5;
    /** A smaller payload goes through Paho as it is. */
    private static final int HANDLE_ABOVE_BYTES = 1024;

    private final PahoLink owner;
    private final SocketOptions options;
    private final PayloadStore<byte[]> incoming;
    private final PayloadStore<FrameBytes> outgoing;
    private final MqttAsyncClient client;
    private volatile boolean dead;

    PahoSession(BrokerUrl url, LinkOptions link, boolean cleanStart, long timeoutMs, PahoLink owner)
            throws MqttException {
        this.owner = owner;
        incoming = link.bulk() ? new PayloadStore<>() : null;
        outgoing = link.bulk() ? new PayloadStore<>() : null;
        options = new SocketOptions(link.maxPacketBytes(), incoming, outgoing, this::lost,
                url.tls() ? url.credentials().context().getSocketFactory() : null);
        options.setAutomaticReconnect(false);
        options.setCleanStart(cleanStart);
        options.setSessionExpiryInterval(PahoLink.sessionExpiryS(link));
        options.setReceiveMaximum(link.receiveMaximum());
        options.setMaximumPacketSize((long) link.maxPacketBytes());
        options.setKeepAliveInterval(KEEP_ALIVE_S);
        options.setConnectionTimeout((int) (timeoutMs / 1000));
        if (!url.user().isEmpty()) options.setUserName(url.user());
        if (!url.password().isEmpty()) options.setPassword(url.password().getBytes(StandardCharsets.UTF_8));
        if (!link.willTopic().isEmpty()) options.setWill(link.willTopic(), PahoLink.message(link.will()));
        String scheme = url.tls() ? BulkNetworkModuleFactory.TLS : BulkNetworkModuleFactory.TCP;
        client = PahoLink.client(scheme + "://" + url.host() + ":" + url.port(), link);
        client.setCallback(this);
    }

    void connect(long timeoutMs) throws MqttException {
        await(client.connect(options), timeoutMs);
    }

    void subscribe(Subscription to, long timeoutMs) throws MqttException {
        if (to.filters().isEmpty()) return;
        MqttSubscription[] all = to.filters().stream().map(filter -> new MqttSubscription(filter, to.qos()))
                .toArray(MqttSubscription[]::new);
        await(client.subscribe(all), timeoutMs);
    }

    private static void await(IMqttToken token, long timeoutMs) throws MqttException {
        token.waitForCompletion(timeoutMs);
        if (token.getException() != null) throw token.getException();
        if (!token.isComplete()) throw new MqttException(MqttClientException.REASON_CODE_CLIENT_TIMEOUT);
    }

    void publish(String topic, FrameBytes payload, MqttActionListener listener) throws MqttException {
        if (outgoing == null || payload.size() <= HANDLE_ABOVE_BYTES) {
            client.publish(topic, PahoLink.message(payload.toByteArray()), null, listener);
            return;
        }
        byte[] handle;
        try {
            handle = outgoing.put(payload);
        } catch (IOException e) {
            throw new MqttException(MqttClientException.REASON_CODE_MAX_INFLIGHT, e);
        }
        try {
            client.publish(topic, PahoLink.message(handle), null, listener);
        } catch (MqttException e) {
            outgoing.take(handle, 0, handle.length);
            throw e;
        }
    }

    /** Ends the connection politely. */
    void disconnect(long timeoutMs) {
        try {
            client.disconnect(timeoutMs).waitForCompletion(timeoutMs);
        } catch (MqttException e) {
            // already gone: nothing is left to be polite to
        }
    }

    /** Breaks the connection as it stands; Paho's threads notice and end. */
    void sever() {
        options.reset();
    }

    /** Breaks what is left of the connection and frees the client. */
    void abandon() {
        options.reset();
        try {
            client.close(true);
        } catch (MqttException e) {
            // closing or closed: Paho frees it at the end of its own shutdown
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        byte[] carried = message.getPayload();
        byte[] stored = incoming == null ? null : incoming.take(carried, 0, carried.length);
        byte[] payload = stored == null ? carried : stored;
        int id = message.getId();
        int qos = message.getQos();
        AtomicBoolean once = new AtomicBoolean();
        owner.received(topic, payload, () -> {
            if (once.compareAndSet(false, true)) acknowledge(id, qos);
        });
    }

    private void acknowledge(int id, int qos) {
        if (qos == 0) return;
        try {
            client.messageArrivedComplete(id, qos);
        } catch (MqttException e) {
            // the connection is gone: the broker delivers the message again
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        lost();
    }

    private void lost() {
        dead = true;
        owner.lost(this);
    }

    /** The connection has been lost. */
    boolean isDead() {
        return dead;
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        // Paho reports protocol errors here and then closes the connection, which is what counts
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // acknowledgements are taken per message
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // connect() waits for it
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // no enhanced authentication
    }
}
