package dev.skycrane.ground.web;

import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Channels by their place in a row. */
final class ChannelPlaces {
    private static final List<ChannelType> CHANNELS = List.copyOf(Dictionary.standard().channels());
    private static final Map<String, Integer> PLACES = new HashMap<>();

    static {
        for (int i = 0; i < CHANNELS.size(); i++)
            PLACES.put(CHANNELS.get(i).name(), i);
    }

    private ChannelPlaces() {}

    /** @throws NotThereException for an unknown channel */
    static int of(String name) {
        Integer place = PLACES.get(name);
        if (place == null) throw new NotThereException("channel", name, "one of those in /api/dictionary");
        return place;
    }

    static ChannelType channel(int place) {
        return CHANNELS.get(place);
    }

    static int count() {
        return CHANNELS.size();
    }
}
