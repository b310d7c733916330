package dev.skycrane.hil.landing;

import dev.skycrane.flight.core.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of the comparison with the flown mission: the acceptance table of dossier section 9. A row of two quantities has
 * two lines with its number.
 *
 * @param kind {@code hard} or {@code cross}, as the table says
 * @param ours null when there is nothing to compare: a phase was not reached, or the quantity is not modelled
 */
public record AsFlown(int row, String name, String kind, double flown, String tolerance, Double ours, boolean pass) {

    /** Builds the lines in the order of the table. */
    static final class Table {
        private static final String HARD = "hard";
        private static final String CROSS = "cross";
        private final List<AsFlown> lines = new ArrayList<>();

        private void within(int row, String name, String kind, double flown, double plusMinus, double ours) {
            add(row, name, kind, flown, "+/-" + number(plusMinus), ours, Math.abs(ours - flown) <= plusMinus);
        }

        private void between(int row, String name, String kind, double flown, double low, double high, double ours) {
            add(row, name, kind, flown, number(low) + " to " + number(high), ours, ours >= low && ours <= high);
        }

        private void atMost(int row, String name, String kind, double flown, double high, double ours) {
            add(row, name, kind, flown, "at most " + number(high), ours, ours <= high);
        }

        private void add(int row, String name, String kind, double flown, String tolerance, double ours, boolean pass) {
            lines.add(new AsFlown(row, name, kind, flown, tolerance, Double.isNaN(ours) ? null : ours, pass));
        }

        private static String number(double v) {
            return v == Math.rint(v) ? String.format(Locale.ROOT, "%.0f", v) : Double.toString(v);
        }

        private static double orNan(Double v) {
            return v == null ? Double.NaN : v;
        }

        /** @param lightTimeS one way to Earth at touchdown */
        List<AsFlown> of(LandingLog log, double lightTimeS) {
            FlownComparison c = log.flown();
            MissionEvents e = log.events();
            double entryS = e.timeS(EventId.ENTRY_INTERFACE);
            LandingReport.Parachute chute = log.parachute();
            double mach = chute == null ? Double.NaN : chute.mach();
            double pressurePa = chute == null ? Double.NaN : chute.dynamicPressurePa();
            entry(log, c, e, entryS);
            parachute(log, c, e, entryS, mach, pressurePa);
            vision(log, c);
            powered(log, c, e, entryS);
            end(log, c, lightTimeS);
            return List.copyOf(lines);
        }

        private void entry(LandingLog log, FlownComparison c, MissionEvents e, double entryS) {
            within(1, "entry speed, m/s", HARD, 5334, 5, c.entrySpeedMps());
            within(2, "entry flight-path angle, deg", CROSS, -16.2, 0.3, c.entryPathDeg());
            within(3, "peak deceleration, g", HARD, 10.69, 0.7, log.peak().decelerationG());
            within(4, "time of peak deceleration, s", HARD, 87.0, 4, log.peak().decelerationTimeS() - entryS);
            between(5, "bank reversals", CROSS, 3, 2, 4, e.bankReversals().size());
            within(6, "straighten-up start, s", CROSS, 223.8, 12, e.timeS(EventId.SUFR) - entryS);
        }

        private void parachute(LandingLog log, FlownComparison c, MissionEvents e, double entryS, double mach,
                double pressurePa) {
            double mortarS = e.timeS(EventId.PARACHUTE_DEPLOY);
            within(7, "mortar, s", HARD, 240.6, 12, mortarS - entryS);
            within(8, "Mach at mortar", HARD, 1.82, 0.15, mach);
            within(9, "dynamic pressure at mortar, Pa", HARD, 518, 80, pressurePa);
            within(10, "mortar height, MOLA, km", CROSS, 10.4, 1, c.mortarMolaKm());
            within(10, "mortar height, above the site, km", CROSS, 12.9, 1, c.mortarAglKm());
            within(11, "mortar to line stretch, s", CROSS, 1.04, 0.3, log.lineStretchS());
            between(12, "peak parachute load, kN", HARD, 152, 152 * 0.8, 152 * 1.2,
                    log.peak().parachuteLoadN() / 1000);
            double shieldS = e.timeS(EventId.HEAT_SHIELD_SEPARATION);
            within(13, "mortar to heat-shield separation, s", HARD, 22.6, 3, shieldS - mortarS);
            within(14, "speed at heat-shield separation, m/s", CROSS, 145, 20,
                    e.speedMps(EventId.HEAT_SHIELD_SEPARATION));
            within(15, "mean vertical speed under the parachute, m/s", HARD, 85.8, 6, c.parachuteSinkMps());
        }

        private void vision(LandingLog log, FlownComparison c) {
            LandingReport.Trn trn = log.trn();
            between(16, "localisation start, above ground, km", HARD, 4.15, 3.8, 4.5,
                    log.events().altitudeAglM(EventId.LVS_COARSE_START) / 1000);
            add(17, "error captured by localisation, m", HARD, 137, "converges, up to 3200", c.visionStartErrorM(),
                    trn.timeTo40mS() != null);
            atMost(18, "time to an error below 40 m, s", HARD, 6, 10, orNan(trn.timeTo40mS()));
            atMost(18, "error at target selection, m", HARD, 3, 40, orNan(trn.errorAtTargetSelectionM()));
            between(19, "coarse matches kept, share of 15", CROSS, 15, 12, 15, log.vision().coarseShare() * 15);
            add(19, "fine inliers per frame, median", CROSS, 80, "at least 40", trn.fineInliersMedian(),
                    trn.fineInliersMedian() >= 40);
            LandingReport.Touchdown t = log.touchdown();
            atMost(20, "distance from the selected target, m", HARD, 5, 60,
                    t == null ? Double.NaN : t.errorToTargetM());
        }

        private void powered(LandingLog log, FlownComparison c, MissionEvents e, double entryS) {
            double backshellS = e.timeS(EventId.BACKSHELL_SEPARATION);
            double approachEndS = e.timeS(EventId.CONSTANT_VELOCITY);
            double brakeS = e.timeS(EventId.CONSTANT_DECELERATION);
            double craneS = e.timeS(EventId.SKY_CRANE_START);
            within(21, "backshell separation, s", HARD, 357.3, 12, backshellS - entryS);
            within(21, "backshell separation, above ground, km", HARD, 2.19, 0.3,
                    e.altitudeAglM(EventId.BACKSHELL_SEPARATION) / 1000);
            within(22, "vertical speed at backshell separation, m/s", HARD, 80, 8, c.backshellSinkMps());
            within(23, "free fall before ignition, s", CROSS, 1.04, 0.2,
                    e.timeS(EventId.POWERED_DESCENT_START) - backshellS);
            within(24, "constant velocity, m/s", HARD, 32, 1, c.constantVelocityMps());
            between(24, "constant velocity, s", HARD, 4.2, 2, 8, brakeS - approachEndS);
            within(25, "deceleration to sky crane, s", CROSS, 5.9, 1, craneS - brakeS);
            within(26, "sky-crane rate, m/s", HARD, 0.75, 0.05, c.skyCraneMps());
            within(27, "wheels above ground at sky-crane start, m", HARD, 20.5, 2, c.wheelHeightAtSkyCraneM());
            within(28, "rappel, s", CROSS, 5.5, 1,
                    e.timeS(EventId.BRIDLE_FULL) - e.timeS(EventId.ROVER_SEPARATION));
            between(28, "bridle, m", CROSS, 7.5, 6.4, 7.6, c.bridleLengthM());
            within(29, "contact after sky-crane start, s", HARD, 18.3, 3, c.firstContactS() - craneS);
            between(30, "touchdown declared after contact, s", CROSS, 1.5, 0.5, 2.5,
                    e.timeS(EventId.TOUCHDOWN) - c.firstContactS());
        }

        private void end(LandingLog log, FlownComparison c, double lightTimeS) {
            LandingReport.Touchdown t = log.touchdown();
            double entryS = log.events().timeS(EventId.ENTRY_INTERFACE);
            atMost(31, "touchdown, vertical, m/s", HARD, 0.75, 1.0, t == null ? Double.NaN : t.verticalMps());
            atMost(31, "touchdown, horizontal, m/s", HARD, 0.1, 0.5, t == null ? Double.NaN : t.horizontalMps());
            within(32, "entry interface to touchdown declared, s", HARD, 419.6, 20,
                    log.events().timeS(EventId.TOUCHDOWN) - entryS);
            between(33, "propellant at bridle cut, kg", HARD, 95.7, 50, 140,
                    t == null ? Double.NaN : t.propellantKg());
            atMost(34, "landing point from the target cell, m", HARD, 5, 60,
                    t == null ? Double.NaN : t.errorToTargetM());
            within(35, "UHF blackout from, s", CROSS, 35, 15, c.blackoutStartS() - entryS);
            within(35, "UHF blackout to, s", CROSS, 95, 15, c.blackoutEndS() - entryS);
            within(36, "one-way light time, s", CROSS, 682, 10, lightTimeS);
            within(37, "LCAM pictures", CROSS, 87, 8.7, c.lcamFrames());
            within(37, "LCAM pictures, over, s", CROSS, 186.8, 18.68, c.lcamSeconds());
            within(38, "RDC recording, s (flown 7141 frames at 30 fps)", CROSS, 238, 23.8, c.rdcSeconds());
        }
    }
}
