package dev.skycrane.hil.campaign;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the cases of a campaign come to together. */
final class Summary {
    private static final double[] SHARES = {0.01, 0.05, 0.5, 0.95, 0.99};
    private static final String[] SHARE_NAMES = {"p1", "p5", "p50", "p95", "p99"};
    /** Radius, in 1-sigma, of the ellipse that holds 99 % of a normal distribution in the plane: sqrt(-2 ln 0.01). */
    private static final double ELLIPSE_99 = 3.0348542587702925;

    /** By the code of {@link Measure#PARACHUTE_TRIGGER}. */
    private static final String[] TRIGGERS = {"unknown", "range", "low Mach number", "low dynamic pressure",
        "velocity"};
    private static final int FREEDOM = 3;
    private static final double NORMAL_975 = 1.959963984540054;
    /** Chi-square with three degrees of freedom stays below this with probability 95 %. */
    private static final double CHI_SQUARE_3_95 = 7.814727903251179;

    private final Collection<CaseResult> results;

    /** @param results in order of case number */
    Summary(Collection<CaseResult> results) {
        this.results = results;
    }

    /** SHA-256 over all rows in order of case number: the same for any number of workers and interruptions. */
    static String hash(Collection<CaseResult> results) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (CaseResult r : results)
                sha.update((r.row() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: expected in every JDK", e);
        }
    }

    /** @param head first entries: what the campaign is */
    void write(Path file, Map<String, Object> head) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(head);
        all.put("cases", results.size());
        all.put("resultsSha256", hash(results));
        all.put("outcomes", counts(false));
        all.put("reasons", counts(true));
        all.put("touchdownEllipse99", ellipse(values(Measure.TOUCHDOWN_EAST), values(Measure.TOUCHDOWN_NORTH)));
        all.put("within60mOfTarget", share(values(Measure.TOUCHDOWN_ERROR), 60));
        all.put("parachuteInBox", Arrays.stream(values(Measure.PARACHUTE_IN_BOX)).sum());
        all.put("parachuteOutsideBox", outsideBox());
        all.put("requirements", requirements());
        all.put("navigationConsistency", consistency());
        Map<String, Object> measures = new LinkedHashMap<>();
        for (Measure m : Measure.values())
            measures.put(m.column, statistics(m));
        all.put("measures", measures);
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), all);
    }

    /** Why the parachute opened where it should not have: cases by trigger. */
    private Map<String, Integer> outsideBox() {
        Map<String, Integer> counts = new TreeMap<>();
        for (CaseResult r : results) {
            if (r.value(Measure.PARACHUTE_IN_BOX) != 0) continue;
            int trigger = (int) r.value(Measure.PARACHUTE_TRIGGER);
            counts.merge(TRIGGERS[Math.max(0, Math.min(TRIGGERS.length - 1, trigger))], 1, Integer::sum);
        }
        return counts;
    }

    /** What the project asks of a campaign, each with its figure. */
    private Map<String, Object> requirements() {
        int n = Math.max(1, results.size());
        Map<String, Object> all = new LinkedHashMap<>();
        double landed = (double) counts(false).getOrDefault(CaseResult.LANDED, 0) / n;
        put(all, "landedInsideLimits", landed, landed >= 0.99, "at least 0.99");
        double near = Arrays.stream(values(Measure.TOUCHDOWN_ERROR)).filter(v -> v <= 60).count() / (double) n;
        put(all, "touchdownWithin60M", near, near >= 0.99, "at least 0.99");
        double[] errors = values(Measure.TOUCHDOWN_ERROR);
        Arrays.sort(errors);
        double median = errors.length == 0 ? Double.MAX_VALUE : percentile(errors, 0.5);
        put(all, "touchdownErrorMedianM", median, median <= 8, "at most 8");
        double broken = counts(false).getOrDefault(CaseResult.BROKEN, 0);
        put(all, "casesWithoutOutcome", broken, broken == 0, "0");
        double soon = Arrays.stream(values(Measure.TIME_TO_40M)).filter(v -> v <= 10).count() / (double) n;
        put(all, "fixWithin40MIn10S", soon, soon >= 0.99, "at least 0.99");
        double[] onMap = values(Measure.SELECTION_ERROR_ON_MAP);
        Arrays.sort(onMap);
        double selection = onMap.length == 0 ? Double.MAX_VALUE : percentile(onMap, 0.5);
        put(all, "selectionErrorOnMapMedianM", selection, selection <= 3, "at most 3");
        double wrong = Arrays.stream(values(Measure.WRONG_TAKEN)).sum();
        put(all, "wrongFixesTaken", wrong, wrong == 0, "0");
        return all;
    }

    private static void put(Map<String, Object> all, String name, double value, boolean pass, String expected) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("value", value);
        row.put("expected", expected);
        row.put("pass", pass);
        all.put(name, row);
    }

    Map<String, Integer> counts(boolean reasons) {
        Map<String, Integer> counts = new TreeMap<>();
        for (CaseResult r : results) {
            if (reasons && r.outcome().equals(CaseResult.LANDED)) continue;
            counts.merge(reasons ? r.outcome() + ": " + r.reason() : r.outcome(), 1, Integer::sum);
        }
        return counts;
    }

    /** The values there are, in order of case. */
    double[] values(Measure m) {
        return results.stream().mapToDouble(r -> r.value(m)).filter(v -> !Double.isNaN(v)).toArray();
    }

    private static double share(double[] values, double limit) {
        return values.length == 0
                ? 0
                : (double) Arrays.stream(values).filter(v -> v <= limit).count() / values.length;
    }

    private Map<String, Object> statistics(Measure m) {
        double[] v = values(m);
        Map<String, Object> s = new LinkedHashMap<>();
        s.put("unit", m.unit);
        s.put("meaning", m.meaning);
        s.put("count", v.length);
        if (v.length == 0) return s;
        Arrays.sort(v);
        s.put("min", v[0]);
        for (int i = 0; i < SHARES.length; i++)
            s.put(SHARE_NAMES[i], percentile(v, SHARES[i]));
        s.put("max", v[v.length - 1]);
        s.put("mean", Arrays.stream(v).average().orElse(0));
        return s;
    }

    /** Nearest rank. @param sorted ascending, not empty */
    static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.max(1, Math.ceil(share * sorted.length)) - 1];
    }

    /** Centre, semi-axes and orientation of the ellipse with 99 % of a normal distribution of the same moments. */
    static Map<String, Object> ellipse(double[] east, double[] north) {
        Map<String, Object> e = new LinkedHashMap<>();
        if (east.length < 2) return e;
        double me = Arrays.stream(east).average().orElse(0);
        double mn = Arrays.stream(north).average().orElse(0);
        double ee = 0;
        double nn = 0;
        double en = 0;
        for (int i = 0; i < east.length; i++) {
            ee += (east[i] - me) * (east[i] - me);
            nn += (north[i] - mn) * (north[i] - mn);
            en += (east[i] - me) * (north[i] - mn);
        }
        int n = east.length - 1;
        double mean = 0.5 * (ee + nn) / n;
        double spread = Math.sqrt(0.25 * (ee - nn) * (ee - nn) + en * en) / n;
        e.put("centreEastM", me);
        e.put("centreNorthM", mn);
        e.put("semiMajorM", ELLIPSE_99 * Math.sqrt(mean + spread));
        e.put("semiMinorM", ELLIPSE_99 * Math.sqrt(Math.max(0, mean - spread)));
        e.put("majorAxisAzimuthDeg", 90 - Math.toDegrees(0.5 * StrictMath.atan2(2 * en, ee - nn)));
        return e;
    }

    /**
     * Means of the squared normalised errors at three instants and the bounds that hold the mean of as many independent cases with probability
     * 95 % if navigation's covariance is honest.
     */
    private Map<String, Object> consistency() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Measure m : Measure.values())
            if (m.column.startsWith("nees")) all.put(m.column.substring(4), bounds(m));
        return all;
    }

    /** The cases are independent, so the sum of their errors has 3 N degrees of freedom. */
    private Map<String, Object> bounds(Measure m) {
        double[] v = values(m);
        Map<String, Object> b = new LinkedHashMap<>();
        b.put("degreesOfFreedom", FREEDOM);
        b.put("count", v.length);
        if (v.length == 0) return b;
        double mean = Arrays.stream(v).average().orElse(0);
        double low = chiSquare(FREEDOM * v.length, -NORMAL_975) / v.length;
        double high = chiSquare(FREEDOM * v.length, NORMAL_975) / v.length;
        b.put("mean", mean);
        b.put("low95", low);
        b.put("high95", high);
        b.put("inside", mean >= low && mean <= high);
        b.put("shareOfCasesWithin95", share(v, CHI_SQUARE_3_95));
        return b;
    }

    /** The value that chi-square exceeds as rarely as the normal deviate, by Wilson and Hilferty (1931, doi 10.1073/pnas.17.12.684). */
    static double chiSquare(double freedom, double deviate) {
        double a = 2 / (9 * freedom);
        double root = 1 - a + deviate * Math.sqrt(a);
        return freedom * root * root * root;
    }
}
