package dev.skycrane.hil.bench;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** The client library as it ships, its defaults throughout, QoS 1. */
final class StockPahoPeer implements BusPeer {
    @Override
    public String name() {
        return "paho";
    }

    private static MqttAsyncClient connected(int port) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient("tcp://127.0.0.1:" + port, "bench-" + System.nanoTime(),
                new MemoryPersistence());
        client.connect(new MqttConnectionOptions()).waitForCompletion();
        return client;
    }

    @Override
    public void publish(int port, String topic, int window, Supplier<byte[]> frames) throws Exception {
        MqttAsyncClient client = connected(port);
        Semaphore room = new Semaphore(window);
        MqttActionListener settled = new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                room.release();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                room.release();
            }
        };
        for (byte[] frame = frames.get(); frame != null; frame = frames.get()) {
            room.acquire();
            MqttMessage message = new MqttMessage(frame);
            message.setQos(1);
            client.publish(topic, message, null, settled);
        }
        room.acquire(window);
    }

    @Override
    public void subscribe(int port, String topic, Consumer<byte[]> sink) throws MqttException {
        MqttAsyncClient client = connected(port);
        IMqttMessageListener listener = (name, message) -> sink.accept(message.getPayload());
        client.subscribe(new MqttSubscription[]{new MqttSubscription(topic, 1)}, null, null,
                new IMqttMessageListener[]{listener}, new MqttProperties()).waitForCompletion();
    }
}
