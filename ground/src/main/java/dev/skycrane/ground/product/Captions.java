package dev.skycrane.ground.product;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Call-outs as texts beside a film: SubRip captions, and ffmpeg's chapter list. */
final class Captions {
    private static final double LONGEST_S = 4.5;
    private static final double SHORTEST_CHAPTER_S = 3;
    private static final Set<String> ABBREVIATIONS = Set.of("LVS", "SUFR");

    private Captions() {}

    /** The call-out that is shown at a time, or null. */
    static Footage.CallOut shown(List<Footage.CallOut> all, double timeS) {
        Footage.CallOut latest = null;
        for (Footage.CallOut c : all)
            if (c.timeS() <= timeS && timeS < c.timeS() + LONGEST_S) latest = c;
        return latest;
    }

    /** SubRip text for a film from one on-board time to another. */
    static String srt(List<Footage.CallOut> all, double fromS, double toS) {
        StringBuilder out = new StringBuilder();
        int number = 1;
        for (int i = 0; i < all.size(); i++) {
            Footage.CallOut c = all.get(i);
            if (c.timeS() < fromS || c.timeS() >= toS) continue;
            double end = Math.min(toS, c.timeS() + LONGEST_S);
            if (i + 1 < all.size()) end = Math.max(c.timeS() + 0.5, Math.min(end, all.get(i + 1).timeS()));
            out.append(number++).append('\n').append(clock(c.timeS() - fromS)).append(" --> ")
                    .append(clock(end - fromS))
                    .append('\n').append(c.text()).append("\n\n");
        }
        return out.toString();
    }

    private static String clock(double s) {
        long ms = Math.round(s * 1e3);
        return String.format(Locale.ROOT, "%02d:%02d:%02d,%03d", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60,
                ms % 1000);
    }

    /** ffmpeg metadata with a chapter from each call-out to the next; those that follow at once belong to the one before. */
    static String chapters(String title, List<Footage.CallOut> all, double fromS, double toS) {
        StringBuilder out = new StringBuilder(";FFMETADATA1\ntitle=").append(escaped(title)).append('\n');
        double begin = fromS;
        String name = "Begin";
        for (Footage.CallOut c : all) {
            if (c.timeS() < fromS || c.timeS() >= toS || c.timeS() - begin < SHORTEST_CHAPTER_S) continue;
            chapter(out, begin - fromS, c.timeS() - fromS, name);
            begin = c.timeS();
            name = words(c.name());
        }
        chapter(out, begin - fromS, toS - fromS, name);
        return out.toString();
    }

    private static void chapter(StringBuilder out, double fromS, double toS, String name) {
        out.append("[CHAPTER]\nTIMEBASE=1/1000\nSTART=").append(Math.round(fromS * 1e3)).append("\nEND=")
                .append(Math.round(toS * 1e3)).append("\ntitle=").append(escaped(name)).append('\n');
    }

    /** {@code HEAT_SHIELD_SEPARATION} becomes {@code Heat shield separation}; {@code LVS} and {@code SUFR} stay. */
    static String words(String name) {
        StringBuilder out = new StringBuilder();
        for (String word : name.split("_"))
            out.append(out.isEmpty() ? "" : " ")
                    .append(ABBREVIATIONS.contains(word) ? word : word.toLowerCase(Locale.ROOT));
        if (!out.isEmpty()) out.setCharAt(0, Character.toUpperCase(out.charAt(0)));
        return out.toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("([=;#\\\\])", "\\\\$1").replace('\n', ' ');
    }
}
