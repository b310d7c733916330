package dev.skycrane.hil.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one stand does: the unit that is repeated or not after an interruption.
 *
 * @param kind   what is done to the bus
 * @param broker which broker
 * @param seed   of the moments and everything random in this slice
 * @param times  disturbances
 */
record ChaosSlice(ChaosCase kind, BrokerProcess.Kind broker, long seed, int times) {
    private static final long SEEDS = 1_000_003;

    /**
     * All slices of a run, kinds and brokers in turn, so that a run cut short has something of each.
     *
     * @param times disturbances of each kind on each broker
     */
    static List<ChaosSlice> all(List<ChaosCase> kinds, List<BrokerProcess.Kind> brokers, long seed, int times) {
        List<ChaosSlice> slices = new ArrayList<>();
        for (int n = 0, before = -1; before != slices.size(); n++) {
            before = slices.size();
            for (ChaosCase kind : kinds) {
                int left = times - n * kind.perStand();
                for (BrokerProcess.Kind broker : brokers)
                    if (left > 0)
                        slices.add(new ChaosSlice(kind, broker, seed * SEEDS + n, Math.min(left, kind.perStand())));
            }
        }
        return slices;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s seed %d times %d", kind.option(), brokerName(), seed, times);
    }

    String brokerName() {
        return broker.name().toLowerCase(Locale.ROOT);
    }
}
