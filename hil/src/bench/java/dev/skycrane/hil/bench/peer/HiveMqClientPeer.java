package dev.skycrane.hil.bench.peer;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import dev.skycrane.hil.bench.BusPeer;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The HiveMQ MQTT client, QoS 1. */
public final class HiveMqClientPeer implements BusPeer {
    @Override
    public String name() {
        return "hivemq-client";
    }

    private static Mqtt5AsyncClient connected(int port) {
        Mqtt5AsyncClient client = Mqtt5Client.builder().identifier("bench-" + System.nanoTime())
                .serverHost("127.0.0.1").serverPort(port).buildAsync();
        client.connect().join();
        return client;
    }

    @Override
    public void publish(int port, String topic, int window, Supplier<byte[]> frames) throws InterruptedException {
        Mqtt5AsyncClient client = connected(port);
        Semaphore room = new Semaphore(window);
        for (byte[] frame = frames.get(); frame != null; frame = frames.get()) {
            room.acquire();
            client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(frame).send()
                    .whenComplete((result, failed) -> room.release());
        }
        room.acquire(window);
    }

    @Override
    public void subscribe(int port, String topic, Consumer<byte[]> sink) {
        connected(port).subscribeWith().topicFilter(topic).qos(MqttQos.AT_LEAST_ONCE)
                .callback(publish -> sink.accept(publish.getPayloadAsBytes())).send().join();
    }
}
