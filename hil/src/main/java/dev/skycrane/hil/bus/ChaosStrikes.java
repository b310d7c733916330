package dev.skycrane.hil.bus;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Does to a bus what its {@link ChaosCase} says, with random numbers of its own. One thread. */
final class ChaosStrikes {
    /** Longest pause of the network. */
    static final int PAUSE_MS = 30_000;
    private static final int SHORTEST_PAUSE_MS = 1_000;

    /** Kills the station and starts another. */
    @FunctionalInterface
    interface Station {
        void replace() throws IOException;
    }

    private final ChaosCase kind;
    private final BrokerProcess broker;
    private final ChaosProxy flightSide;
    private final ChaosProxy groundSide;
    private final SplittableRandom random;
    private final int longestPauseMs;
    private final Station station;

    ChaosStrikes(ChaosCase kind, BrokerProcess broker, ChaosProxy flightSide, ChaosProxy groundSide,
            SplittableRandom random, int longestPauseMs, Station station) {
        this.kind = kind;
        this.broker = broker;
        this.flightSide = flightSide;
        this.groundSide = groundSide;
        this.random = random;
        this.longestPauseMs = longestPauseMs;
        this.station = station;
    }

    /** Once; returns when it is over. */
    void strike() throws IOException, InterruptedException {
        switch (kind) {
            case BROKER_KILLED -> {
                broker.kill();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
                broker.start();
            }
            case SUBSCRIBER_KILLED -> station.replace();
            case SOCKET_RESET -> flightSide.reset();
            case NETWORK_PAUSED -> pause(random.nextInt(SHORTEST_PAUSE_MS, longestPauseMs + 1));
            case BROKER_SLOW -> {
                long rate = random.nextLong(100_000, 400_000);
                flightSide.slow(rate);
                groundSide.slow(rate);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000, 2_500));
                flightSide.slow(0);
                groundSide.slow(0);
            }
            case SPOOL_DISK_FULL -> pause(random.nextInt(2_000, 4_001));
            case MESSAGE_FLIPPED -> {
                ChaosProxy proxy = random.nextBoolean() ? flightSide : groundSide;
                proxy.flipOne(random.nextLong());
                while (proxy.flipPending())
                    TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    private void pause(int ms) throws InterruptedException {
        flightSide.pause(true);
        TimeUnit.MILLISECONDS.sleep(ms);
        flightSide.pause(false);
    }
}
