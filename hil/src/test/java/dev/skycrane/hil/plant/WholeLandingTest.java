package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.EventId;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The flight software as it flies, from entry interface to the ground: acceptance rows 23 to 34 of the dossier's section 9. */
@Timeout(120)
final class WholeLandingTest {
    private static final long FIRST_SEED = 1;
    private static final long LAST_SEED = 4;

    private WholeDescent d;
    private double contactS = -1;
    private double contactVerticalMps;
    private double contactHorizontalMps;
    private double cutKg = -1;
    private double skyCraneWheelsM;

    private void land(long seed) {
        d = new WholeDescent(Map.of(), seed);
        contactS = -1;
        cutKg = -1;
        Vec3 roverV = new Vec3();
        boolean more = true;
        while (more && d.truth.outcome != Truth.Outcome.CRASHED) {
            roverV.set(d.truth.roverVMcmfMps);
            Phase before = d.flight.phase();
            more = d.step();
            if (before == Phase.CONSTANT_DECELERATION && d.flight.phase() == Phase.THROTTLE_DOWN) {
                skyCraneWheelsM = d.truth.wheelHeightM;
            }
            if (contactS < 0 && d.truth.wheelsOnGround) touch(roverV);
            if (cutKg < 0 && d.flight.phase() == Phase.FLYAWAY) cutKg = d.truth.propellantKg;
        }
    }

    private void touch(Vec3 roverV) {
        contactS = Tick.toSeconds(d.truth.tick);
        Vec3 up = new Vec3().set(d.truth.roverRMcmfM).normalize();
        contactVerticalMps = -roverV.dot(up);
        contactHorizontalMps = roverV.addScaled(contactVerticalMps, up).norm();
    }

    private double between(EventId from, EventId to) {
        return d.first(to).timeS() - d.first(from).timeS();
    }

    @Test
    void poweredFlightKeepsTheAcceptanceRows() {
        for (long seed = FIRST_SEED; seed <= LAST_SEED; seed++) {
            System.out.println("seed=" + seed);
            land(seed);
            assertEquals(Truth.Outcome.LANDED, d.truth.outcome);
            assertEquals(1.04, between(EventId.BACKSHELL_SEPARATION, EventId.POWERED_DESCENT_START), 0.2, "row 23");
            assertEquals(32, d.first(EventId.CONSTANT_DECELERATION).sinkMps(), 1, "row 24");
            double accordionS = between(EventId.CONSTANT_VELOCITY, EventId.CONSTANT_DECELERATION);
            assertTrue(accordionS >= 2 && accordionS <= 8, "row 24: " + accordionS);
            assertEquals(5.9, between(EventId.CONSTANT_DECELERATION, EventId.SKY_CRANE_START), 1, "row 25");
            assertEquals(0.75, d.first(EventId.ROVER_SEPARATION).sinkMps(), 0.05, "row 26");
            assertTrue(skyCraneWheelsM > 18 && skyCraneWheelsM < 23, "row 27: " + skyCraneWheelsM);
            assertEquals(5.5, between(EventId.ROVER_SEPARATION, EventId.BRIDLE_FULL), 1, "row 28");
            assertEquals(18.3, contactS - d.first(EventId.SKY_CRANE_START).timeS(), 3, "row 29");
            double declaredS = d.first(EventId.TOUCHDOWN).timeS() - contactS;
            assertTrue(declaredS > 0.5 && declaredS < 2.5, "row 30: " + declaredS);
            assertTrue(contactVerticalMps <= 1.0 && contactHorizontalMps <= 0.5, "row 31");
            assertEquals(419.6, d.first(EventId.TOUCHDOWN).timeS(), 20, "row 32");
            assertTrue(cutKg >= 50 && cutKg <= 140, "row 33: " + cutKg);
            Vec3 miss = d.flight.navigator().target().position(d.truth.roverRMcmfM, new Vec3());
            double missM = Math.sqrt(miss.x * miss.x + miss.y * miss.y);
            assertTrue(missM < 60, "row 34: " + missM);
            assertEquals(0, d.count(EventId.CONTACT_LOST));
            assertEquals(0, d.count(EventId.ENGINE_STUCK));
        }
    }
}
