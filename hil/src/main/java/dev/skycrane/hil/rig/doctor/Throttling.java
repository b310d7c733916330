package dev.skycrane.hil.rig.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bits of {@code vcgencmd get_throttled} (Raspberry Pi documentation, vcgencmd). */
final class Throttling {
    private static final Pattern ANSWER = Pattern.compile("throttled=0x([0-9a-fA-F]{1,8})");
    private static final List<String> NAMES = List.of("under-voltage", "frequency capped", "throttled",
            "soft temperature limit");
    private static final int SINCE_BOOT = 16;

    private Throttling() {}

    /** The bits of the program's answer. */
    static OptionalInt parse(String answer) {
        Matcher m = ANSWER.matcher(answer);
        return m.find() ? OptionalInt.of(Integer.parseUnsignedInt(m.group(1), 16)) : OptionalInt.empty();
    }

    /** What the bits mean for a run. */
    static Finding judge(int bits) {
        List<String> now = names(bits);
        List<String> since = names(bits >>> SINCE_BOOT);
        String value = String.format("0x%x", bits);
        if (!now.isEmpty()) {
            return Finding.bad("throttling", value + " " + String.join(", ", now),
                    "runs are invalid for timing: a stronger power supply, a fan");
        }
        if (!since.isEmpty()) {
            return Finding.fair("throttling", value + " since the start: " + String.join(", ", since),
                    "a stronger power supply, a fan; then start the board again to clear it");
        }
        return Finding.good("throttling", value);
    }

    private static List<String> names(int bits) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++)
            if ((bits >>> i & 1) != 0) out.add(NAMES.get(i));
        return out;
    }
}
