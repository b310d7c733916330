package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.hil.noise.NoiseSource;

/**
 * One of the springs that push the heat shield away comes off and falls by itself, as the flown pictures showed (dossier section 6.3). Which one,
 * when and how fast are drawn from the seed; it disturbs nothing. Sizes and speeds: our own estimate.
 */
public final class LooseSpring {
    /** Springs around the rim. */
    public static final int SPRINGS = 9;
    private static final double RING_RADIUS_M = 1.97;
    private static final double FIRST_ANGLE_RAD = 0.2;
    private static final double FOOT_DEPTH_M = 0.06;
    private static final double MASS_KG = 1.2;
    private static final double DRAG_AREA_M2 = 0.035;

    private final boolean comes;
    private final int spring;
    private final long afterTicks;
    private final double outwardMps;
    private final double backMps;
    private final double sidewaysMps;
    private final Vec3 spinRadps;
    private final RigidState state = new RigidState();
    private final Vec3 foot = new Vec3();
    private final Vec3 push = new Vec3();
    private FreeBody body;

    LooseSpring(ParameterTable p, long seed) {
        comes = p.flag("plant.heatShield.looseSpring", true,
                "one of the nine springs of the heat shield comes off and falls by itself, as flown");
        NoiseSource draw = new NoiseSource(seed, "looseSpring");
        spring = Math.min(SPRINGS - 1, (int) (SPRINGS * draw.uniform()));
        afterTicks = Tick.fromSeconds(0.5 + 1.0 * draw.uniform());
        outwardMps = 0.5 + 0.6 * draw.uniform();
        backMps = 0.3 + 0.5 * draw.uniform();
        sidewaysMps = 0.6 * draw.uniform() - 0.3;
        spinRadps = new Vec3(4 + 3 * draw.uniform(), 2 * draw.uniform(), 0);
    }

    /** Place of a spring's foot on the shield, shield axes, m; the rim lies in the plane z = 0. */
    public static Vec3 foot(int spring, Vec3 out) {
        double angle = 2 * Math.PI * spring / SPRINGS + FIRST_ANGLE_RAD;
        return out.set(RING_RADIUS_M * StrictMath.cos(angle), RING_RADIUS_M * StrictMath.sin(angle), FOOT_DEPTH_M);
    }

    /** One tick beside the shield, which was released {@code ticks} ago. */
    void step(FreeBody shield, long ticks, PlanetModel planet, Air air, Terrain terrain) {
        if (!comes) return;
        if (body == null && ticks >= afterTicks) release(shield);
        if (body != null) body.step(planet, air, terrain);
    }

    private void release(FreeBody shield) {
        foot(spring, foot);
        shield.qMcmfFromBody.rotate(foot, state.rMcmfM).add(shield.rMcmfM);
        double radius = Math.sqrt(foot.x * foot.x + foot.y * foot.y);
        push.set((outwardMps * foot.x - sidewaysMps * foot.y) / radius,
                (outwardMps * foot.y + sidewaysMps * foot.x) / radius, -backMps);
        shield.qMcmfFromBody.rotate(push, state.vMcmfMps).add(shield.vMcmfMps);
        state.qMcmfFromBody.set(shield.qMcmfFromBody);
        body = new FreeBody(MASS_KG, DRAG_AREA_M2, state, spinRadps);
    }

    void fill(Truth t) {
        t.springFree = body != null;
        t.spring = body == null ? -1 : spring;
        if (body == null) return;
        t.springRMcmfM.set(body.rMcmfM);
        t.springQMcmfFromBody.set(body.qMcmfFromBody);
    }
}
