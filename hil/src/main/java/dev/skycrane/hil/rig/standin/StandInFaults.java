package dev.skycrane.hil.rig.standin;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Faults on request: {@code kind@picture,...}, for instance {@code cut@6,drop@12}. */
final class StandInFaults {
    /** What can go wrong with a picture or with the program. */
    enum Kind {
        /** The sensor skips one. */
        DROP,
        /** Picture and record come twice. */
        DUP,
        /** Only the first half of the picture's bytes come. */
        CUT,
        /** Bytes of the picture's data are overwritten. */
        CORRUPT,
        /** The picture is smaller. */
        RESIZE,
        /** Nothing more comes, the program stays. */
        STALL,
        /** The program aborts. */
        CRASH,
        /** The record does not come. */
        NOMETA,
        /** The wall clock is set by three seconds. */
        CLOCKSTEP,
        /** Half a picture, then an orderly end. */
        EOF,
        /** No camera from the start. */
        NOCAM,
        /** The exposure time moves by itself. */
        EXPOSURE,
        /** From here on pictures come out of a buffer, some periods old. */
        LAG,
        /** The camera is pulled out: nothing more comes, and on a virtual bench further starts find no camera. */
        UNPLUG
    }

    private final Map<Long, Set<Kind>> byPicture = new HashMap<>();
    private final boolean noCamera;

    StandInFaults(String text) {
        boolean none = false;
        for (String one : text.isBlank() ? List.<String>of() : Arrays.asList(text.split(","))) {
            String[] parts = one.strip().split("@");
            Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
            none |= kind == Kind.NOCAM;
            long picture = parts.length > 1 ? Long.parseLong(parts[1]) : 0;
            byPicture.computeIfAbsent(picture, p -> java.util.EnumSet.noneOf(Kind.class)).add(kind);
        }
        noCamera = none;
    }

    boolean noCamera() {
        return noCamera;
    }

    boolean at(Kind kind, long picture) {
        Set<Kind> here = byPicture.get(picture);
        return here != null && here.contains(kind);
    }

    /** Whether it struck at this picture or before. */
    boolean since(Kind kind, long picture) {
        return byPicture.entrySet().stream().anyMatch(e -> e.getKey() <= picture && e.getValue().contains(kind));
    }
}
