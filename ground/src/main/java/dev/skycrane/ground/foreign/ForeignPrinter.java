package dev.skycrane.ground.foreign;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as text and as keys for JSON. */
public final class ForeignPrinter {
    private static final int SHOWN_DAMAGES = 20;

    private ForeignPrinter() {}

    /** All of it. */
    public static void print(ForeignReport r, PrintWriter out) {
        out.printf(Locale.ROOT, "%s: %,d bytes, %,d %s, %s%n", r.path(), r.size(), r.good(), r.unit(), state(r));
        out.println(r.format());
        if (!r.channels().isEmpty()) {
            out.printf("%10s %7s %10s %8s %6s %10s %9s %6s %6s%n", "spacecraft", "channel", "frames", "missing", "gaps",
                    "packets", "encapsul.", "cut", "none");
            for (ChannelAccount c : r.channels())
                out.printf(Locale.ROOT, "%10d %7d %10d %8d %6d %10d %9d %6d %6d%n", c.spacecraft(), c.channel(), c
                        .frames(), c.missing(), c.gaps(), c.packets(), c.encapsulations(), c.cutPackets(),
                        c
                                .notPackets() + c.badPointers());
        }
        List<ApidAccount> apids = new ArrayList<>(r.apids());
        List<String> from = new ArrayList<>(java.util.Collections.nCopies(apids.size(), ""));
        for (ChannelAccount c : r.channels()) {
            for (ApidAccount a : c.apids()) {
                apids.add(a);
                from.add(Integer.toString(c.channel()));
            }
        }
        if (!apids.isEmpty())
            out.printf("%7s %6s %10s %12s %8s %9s%n", "channel", "APID", "packets", "bytes", "missing", "backwards");
        for (int i = 0; i < apids.size(); i++) {
            ApidAccount a = apids.get(i);
            out.printf(Locale.ROOT, "%7s %6d %10d %12d %8d %9d%s%n", from.get(i), a.apid(), a.packets(), a.bytes(), a
                    .missing(), a.backwards(), a.telecommand() ? "  telecommand" : "");
        }
        printDamages(r, out, SHOWN_DAMAGES);
    }

    /** What is damaged, and a line on the whole. */
    public static void printVerdict(ForeignReport r, PrintWriter out) {
        printDamages(r, out, Integer.MAX_VALUE);
        out.printf(Locale.ROOT, "%s: %d %s, %s%n", r.path(), r.good(), r.unit(), state(r));
    }

    private static void printDamages(ForeignReport r, PrintWriter out, int most) {
        int n = Math.min(most, r.damages().size());
        for (Damage d : r.damages().subList(0, n))
            out.println("damaged: " + words(d));
        if (r.damageCount() > n) out.printf(Locale.ROOT, "and %d more%n", r.damageCount() - n);
    }

    private static String words(Damage d) {
        String where = "offset=" + d.offset() + ", bytes=" + d.length();
        return d.reason() + ": " + (d.unit() < 0 ? where : "frame=" + d.unit() + ", " + where);
    }

    private static String state(ForeignReport r) {
        if (r.isSound()) return "sound";
        return String.format(Locale.ROOT, "damaged in %d places, %,d bytes (%s)", r.damageCount(), r.damagedBytes(),
                String.join(", ", r.reasons().entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList()));
    }

    /** For JSON. */
    public static Map<String, Object> asMap(ForeignReport r) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", r.path().toString());
        map.put("bytes", r.size());
        map.put("format", r.format());
        map.put(r.unit(), r.good());
        map.put("sound", r.isSound());
        map.put("channels", r.channels().stream().map(ForeignPrinter::asMap).toList());
        map.put("apids", asMaps(r.apids()));
        map.put("damagedPlaces", r.damageCount());
        map.put("damagedBytes", r.damagedBytes());
        map.put("reasons", r.reasons());
        map.put("damages", r.damages().stream().map(ForeignPrinter::words).toList());
        return map;
    }

    private static Map<String, Object> asMap(ChannelAccount c) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("spacecraft", c.spacecraft());
        map.put("channel", c.channel());
        map.put("frames", c.frames());
        map.put("missing", c.missing());
        map.put("gaps", c.gaps());
        map.put("backwards", c.backwards());
        map.put("packets", c.packets());
        map.put("encapsulations", c.encapsulations());
        map.put("cutPackets", c.cutPackets());
        map.put("notPackets", c.notPackets());
        map.put("badPointers", c.badPointers());
        map.put("apids", asMaps(c.apids()));
        return map;
    }

    private static List<Map<String, Object>> asMaps(Collection<ApidAccount> apids) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (ApidAccount a : apids) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("apid", a.apid());
            map.put("telecommand", a.telecommand());
            map.put("packets", a.packets());
            map.put("bytes", a.bytes());
            map.put("missing", a.missing());
            map.put("backwards", a.backwards());
            list.add(map);
        }
        return list;
    }
}
