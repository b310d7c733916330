package dev.skycrane.ground.link;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.proto.frame.Topics;
import dev.skycrane.proto.telecommand.CommandKey;
import dev.skycrane.proto.telecommand.CommandSeal;
import dev.skycrane.proto.transport.BrokerUrl;
import dev.skycrane.proto.transport.BusLink;
import dev.skycrane.proto.transport.LinkOptions;
import dev.skycrane.proto.transport.PahoLink;
import dev.skycrane.proto.v1.Command;
import java.util.concurrent.ThreadLocalRandom;

/** Seals commands and publishes them, on a connection of its own. One thread at a time. */
public final class CommandSender implements AutoCloseable {
    private final String topic;
    private final CommandKey key;
    private final CommandCounters counters;
    private final BusLink link;
    private byte[] sealed;
    private Command command;

    /** @throws dev.skycrane.proto.InputException when the broker does not answer */
    public CommandSender(BrokerUrl url, String vehicle, CommandKey key, CommandCounters counters) {
        this(vehicle, key, counters, connect(url, vehicle));
    }

    CommandSender(String vehicle, CommandKey key, CommandCounters counters, BusLink link) {
        topic = CommandSeal.COMMANDS.topic(Topics.checkVehicle(vehicle));
        this.key = key;
        this.counters = counters;
        this.link = link;
    }

    private static BusLink connect(BrokerUrl url, String vehicle) {
        String id = "skycrane-command-" + Topics.checkVehicle(vehicle) + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new PahoLink(url, LinkOptions.of(id).withReconnect(true), () -> {}).connect();
    }

    /**
     * Hands one command to the bus.
     *
     * @param draft    without counter; the same object again until it is taken
     * @param lastSeen counter that the vehicle was seen to have, 0 for none: ours is above it
     * @return the command as sent, or null when the bus does not take it now
     */
    public Command send(Command draft, long lastSeen) {
        if (command == null || !command.toBuilder().clearCounter().build().equals(draft)) {
            command = draft.toBuilder().setCounter(counters.next(draft.getRunId(), lastSeen + 1)).build();
            sealed = CommandSeal.frame(command, key);
        }
        if (link.publish(topic, sealed) != BusLink.Offer.TAKEN) return null;
        Command sent = command;
        command = null;
        return sent;
    }

    /** Commands sealed with this sender's key are genuine. @return null for any other */
    public Command open(ByteString payload) throws InvalidProtocolBufferException {
        return CommandSeal.open(payload, key);
    }

    @Override
    public void close() {
        link.close();
    }
}
