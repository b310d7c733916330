package dev.skycrane.hil.bus;

import dev.skycrane.proto.InputException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is done to the bus while a vehicle sends. */
enum ChaosCase {
    /** The broker is killed and started again a moment later, everything it held gone. */
    BROKER_KILLED,
    /** The station is killed and another started. */
    SUBSCRIBER_KILLED,
    /** The vehicle's connections are reset. */
    SOCKET_RESET,
    /** Nothing passes between vehicle and broker for 1 to 30 s. */
    NETWORK_PAUSED,
    /** The broker takes and gives some hundred kilobytes a second, for a second or two. */
    BROKER_SLOW,
    /** The vehicle's network is paused for 2 to 4 s, and the disk that should bridge it is full after three megabytes. */
    SPOOL_DISK_FULL,
    /** A bit is flipped in what passes, on the vehicle's side or the station's. */
    MESSAGE_FLIPPED;

    private static final int PER_STAND = 25;
    private static final int PAUSES_PER_STAND = 10;

    /** Name as users write it. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Disturbances that one stand makes, some minutes' work. */
    int perStand() {
        return this == NETWORK_PAUSED ? PAUSES_PER_STAND : PER_STAND;
    }

    /**
     * @param names as users write them; none for all
     * @throws InputException for a name that is none of them
     */
    static List<ChaosCase> named(List<String> names) {
        return names.isEmpty() ? List.of(values()) : names.stream().map(ChaosCase::named).toList();
    }

    private static ChaosCase named(String name) {
        for (ChaosCase c : values())
            if (c.option().equalsIgnoreCase(name)) return c;
        throw InputException.of("usage", "--case", name,
                "one of " + Stream.of(values()).map(ChaosCase::option).collect(Collectors.joining(", ")));
    }
}
