package dev.skycrane.proto.frame;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.SegmentId;
import dev.skycrane.proto.v1.StreamKind;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of MQTT topics, {@code skycrane/<vehicle>/<segment>/<kind>/<stream>}. */
public final class Topics {
    public static final String ROOT = "skycrane";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private Topics() {}

    /** Filter for one kind of stream of all segments of a vehicle. */
    public static String allOf(String vehicle, StreamKind kind) {
        return ROOT + "/" + vehicle + "/+/" + kind.name().toLowerCase(Locale.ROOT) + "/#";
    }

    /** Filter for one kind of stream of one segment of a vehicle. */
    public static String of(String vehicle, SegmentId segment, StreamKind kind) {
        return ROOT + "/" + vehicle + "/" + segment.name().toLowerCase(Locale.ROOT) + "/"
                + kind.name().toLowerCase(Locale.ROOT) + "/#";
    }

    /** @throws InputException for a vehicle that cannot stand in a topic */
    public static String checkVehicle(String vehicle) {
        if (NAME.matcher(vehicle).matches()) return vehicle;
        throw InputException.of("bus", "vehicle", vehicle, "letters, digits, dot, dash or underscore, at most 64");
    }
}
