package dev.skycrane.hil.bus;

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

    /** Name as users write it. */
    String option() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
