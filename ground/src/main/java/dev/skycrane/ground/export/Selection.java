package dev.skycrane.ground.export;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What of a recording is wanted.
 *
 * @param fromNs   first on-board time, ns
 * @param toNs     last on-board time, ns
 * @param rateHz   rows per second of on-board time at most; 0 for all
 * @param channels patterns of names; none for all
 */
record Selection(long fromNs, long toNs, double rateHz, List<Pattern> channels) {

    /**
     * From what a user says.
     *
     * @param fromS on-board time, s; null for the beginning
     * @param toS   on-board time, s; null for the end
     * @param names of channels, {@code *} for any characters; empty for all
     * @throws InputException when nothing can match
     */
    static Selection of(Double fromS, Double toS, double rateHz, List<String> names) {
        if (fromS != null && toS != null && !(fromS <= toS))
            throw InputException.of("usage", "--to", toS, "not less than --from");
        if (!(rateHz >= 0 && rateHz <= 1e6)) throw InputException.of("usage", "--rate", rateHz, "0 to 1e6, Hz");
        List<Pattern> patterns = names.stream().map(Selection::pattern).toList();
        return new Selection(fromS == null ? Long.MIN_VALUE : Math.round(fromS * 1e9), toS == null
                ? Long.MAX_VALUE
                : Math.round(toS * 1e9), rateHz, patterns);
    }

    private static Pattern pattern(String name) {
        Pattern pattern = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
        if (Dictionary.standard().channels().stream().noneMatch(c -> pattern.matcher(c.name()).matches())) {
            throw InputException.of("usage", "--channels", name,
                    "names of channels such as nav.altitudeAglM; * stands for any characters");
        }
        return pattern;
    }

    boolean holds(long onboardNs) {
        return onboardNs >= fromNs && onboardNs <= toNs;
    }

    boolean wants(ChannelType channel) {
        return channels.isEmpty() || channels.stream().anyMatch(p -> p.matcher(channel.name()).matches());
    }

    /** Thins the rows of one stream. */
    Pace pace() {
        return new Pace();
    }

    /** Lets one row through per slot of the rate. */
    final class Pace {
        private double lastSlot = Double.NaN;

        boolean isDue(long onboardNs) {
            if (!holds(onboardNs)) return false;
            if (rateHz == 0) return true;
            // a thousandth of a slot of slack, so that ticks exactly on a slot's border stay in it
            double slot = Math.floor(onboardNs * 1e-9 * rateHz + 1e-3);
            if (slot == lastSlot) return false;
            lastSlot = slot;
            return true;
        }
    }
}
