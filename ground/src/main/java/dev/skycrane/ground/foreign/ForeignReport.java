package dev.skycrane.ground.foreign;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What is in a file of frames or packets.
 *
 * @param format   how it is built, for people
 * @param unit     {@code frames} or {@code packets}
 * @param good     whole and sound ones
 * @param damages  places that are not, the first thousand
 * @param damageCount how many such places there are
 * @param damagedBytes bytes in them
 * @param reasons  how many places by what is wrong
 * @param channels virtual channels; none for a file of packets
 * @param apids    packets of a file of packets; those in frames stand with their channels
 */
public record ForeignReport(Path path, long size, String format, String unit, long good, List<Damage> damages,
        long damageCount, long damagedBytes, Map<String, Long> reasons, Collection<ChannelAccount> channels,
        Collection<ApidAccount> apids) {

    /** Whether every byte belongs to a good frame or packet. What never got into the file is no damage of it. */
    public boolean isSound() {
        return damageCount == 0;
    }
}
