package dev.skycrane.flight.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.EventBuffer;
import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.RateGroup;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.EntryVehicleModel;
import dev.skycrane.flight.vehicle.PlanetModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entry guidance fed with states placed about the target. */
final class EntryGuidanceTest {
    private static final Map<String, double[]> AIM_AT_TARGET = Map.of("guidance.entry.aimEastM", new double[]{0},
            "guidance.entry.aimNorthM", new double[]{0});
    private final ParameterTable p = new ParameterTable(AIM_AT_TARGET, Map.of());
    private final PlanetModel planet = new PlanetModel(p);
    private final EventBuffer events = new EventBuffer();
    private final EntryReference reference = new EntryReference(p, planet, new AtmosphereModel(p),
            new EntryVehicleModel(p));
    private final EntryGuidance guidance = new EntryGuidance(p, planet, reference, new ChannelBuffer(), events);
    private final NavState nav = new NavState();
    private final GuidanceCommand command = new GuidanceCommand();
    private final EnuFrame site = planet.siteFrame();

    /** On the reference at a speed, flying east, south of the target's parallel by an offset, so far before the target. */
    private void onReference(double speedMps, double rangeM, double rightM) {
        reference.lookup(speedMps);
        site.positionToMcmf(new Vec3(0, -rightM, 0), nav.rMcmfM);
        // Turned back along the great circle through the point, about the north axis of the site.
        Vec3 up = new Vec3(nav.rMcmfM.x, nav.rMcmfM.y, nav.rMcmfM.z).normalize();
        Vec3 east = site.vectorToMcmf(new Vec3(1, 0, 0), new Vec3());
        double angle = rangeM / planet.siteRadiusM;
        nav.rMcmfM.zero().addScaled(StrictMath.cos(angle), up).addScaled(-StrictMath.sin(angle), east)
                .scale(planet.siteRadiusM + 25_000);
        nav.vMcmfMps.zero().addScaled(StrictMath.sin(angle), up).addScaled(StrictMath.cos(angle), east)
                .scale(speedMps);
        nav.speedMps = speedMps;
        nav.flightPathAngleRad = StrictMath.asin(reference.refClimbMps / speedMps);
        nav.dragMps2 = reference.refDragMps2;
        nav.liftMps2 = 0.24 * nav.dragMps2;
        do
            nav.tick++;
        while (!RateGroup.HZ_8.due(nav.tick));
    }

    private void step(Phase phase) {
        events.beginTick();
        guidance.step(phase, nav, 0, command);
    }

    @Test
    void onTheReferenceItAsksForTheReferenceLift() {
        reference.lookup(3000);
        double rangeM = reference.refRangeM + 8700;
        onReference(3000, rangeM, 0);
        step(Phase.RANGE_CONTROL);
        assertEquals(rangeM, guidance.rangeToTargetM(), 5);
        double cosine = StrictMath.cos(command.bankRad);
        assertEquals(reference.refLiftFraction / 0.24, cosine, 0.02);
        assertEquals(GuidanceCommand.Mode.BANK, command.mode);
    }

    @Test
    void tooFarToGoTurnsTheLiftUpAndTooNearTurnsItAside() {
        reference.lookup(3000);
        double rangeM = reference.refRangeM + 8700;
        onReference(3000, rangeM, 0);
        step(Phase.RANGE_CONTROL);
        double nominal = Math.abs(command.bankRad);
        onReference(3000, rangeM + 2000, 0);
        step(Phase.RANGE_CONTROL);
        assertTrue(Math.abs(command.bankRad) < nominal - 0.05, "bank " + command.bankRad);
        onReference(3000, rangeM - 2000, 0);
        step(Phase.RANGE_CONTROL);
        assertTrue(Math.abs(command.bankRad) > nominal + 0.05, "bank " + command.bankRad);
    }

    @Test
    void crossrangeBeyondTheDeadbandReversesTheBankOnce() {
        onReference(3000, 150_000, 0);
        step(Phase.RANGE_CONTROL);
        double before = Math.signum(command.bankRad);
        // Drifted to the side to which the lift points.
        onReference(3000, 150_000, before * 6000);
        step(Phase.RANGE_CONTROL);
        assertEquals(-before, Math.signum(command.bankRad), 0);
        assertEquals(1, guidance.reversals());
        assertEquals(EventId.BANK_REVERSAL, events.id(0));
        onReference(3000, 150_000, before * 6000);
        step(Phase.RANGE_CONTROL);
        assertEquals(1, guidance.reversals());
    }

    @Test
    void headingAlignmentTurnsTowardsTheTargetWithinItsLimit() {
        onReference(900, 50_000, 3000);
        step(Phase.HEADING_ALIGNMENT);
        assertEquals(-30, Math.toDegrees(command.bankRad), 1e-9, "target to the left");
        onReference(900, 50_000, -100);
        step(Phase.HEADING_ALIGNMENT);
        assertEquals(60 * 100.0 / 50_000, command.bankRad, 0.003, "proportional inside the limit");
    }
}
