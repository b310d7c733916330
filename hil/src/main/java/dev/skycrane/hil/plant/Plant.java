package dev.skycrane.hil.plant;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.AtmosphereModel;
import dev.skycrane.flight.vehicle.EntryVehicleModel;
import dev.skycrane.flight.vehicle.PlanetModel;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;
import dev.skycrane.flight.vehicle.RcsModel;

/**
 * The whole of the simulated world, one tick at a time: entry vehicle until the backshell is released, powered vehicle from then
 * on, and the parts left behind on their way to the ground. {@link #truth} is as of the end of the last tick; before the first step it is the
 * state at entry interface, tick 0.
 */
public final class Plant {
    private static final double CANOPY_DRAG_AT_LOW_SPEED = 0.3;

    private final PlanetModel planet;
    private final DispersedAir air;
    private final Terrain terrain;
    private final EntryVehicleModel entryModel;
    private final EntryVehicle entry;
    private final PoweredVehicle powered;
    private final double heatShieldDragAreaM2;
    private final Vec3 heatShieldSpinRadps;
    private final double separationMps;
    private final double heatShieldDepthM;
    private final RigidState state = new RigidState();
    private final Vec3 push = new Vec3();
    private final Vec3 canopyFromShell = new Vec3();
    private final Truth truth = new Truth();
    private final LooseSpring spring;
    private FreeBody heatShield;
    private FreeBody backshell;

    public Plant(ParameterTable p, PlanetModel planet, Terrain terrain, long seed) {
        this.planet = planet;
        this.terrain = terrain;
        air = new DispersedAir(p, new AtmosphereModel(p), new WindModel(p, seed), seed);
        entryModel = new EntryVehicleModel(p);
        RcsModel rcs = new RcsModel(p);
        PoweredVehicleModel poweredModel = new PoweredVehicleModel(p);
        entry = new EntryVehicle(p, planet, air, entryModel, rcs, poweredModel.propellantKg, seed);
        powered = new PoweredVehicle(p, poweredModel, rcs, planet, air, terrain);
        heatShieldDragAreaM2 = p.scalar("plant.heatShield.dragAreaM2", "m^2", 14, 0.1, 1000,
                "drag area of the falling heat shield, tumbling");
        heatShieldSpinRadps = new Vec3(
                p.scalar("plant.heatShield.spinXRadps", "rad/s", 0.25, -10, 10, "turn of the shield about x"),
                p.scalar("plant.heatShield.spinYRadps", "rad/s", 0.4, -10, 10, "turn of the shield about y"), 0);
        separationMps = p.scalar("plant.heatShield.separationMps", "m/s", 2.2, 0, 20,
                "speed with which the springs push the shield away");
        heatShieldDepthM = p.scalar("plant.heatShield.depthM", "m", 1.55, -10, 10,
                "plane of the heat shield's rim below the vehicle's centre of mass while it is on");
        spring = new LooseSpring(p, seed);
        entry.report(0, truth);
        completeTruth();
    }

    /** Moves the world through the tick that {@code act} commands. */
    public void step(ActuatorFrame act) {
        air.step();
        noteTimes(act);
        if (act.fired(Pyro.HEAT_SHIELD) && heatShield == null) releaseHeatShield();
        if (act.fired(Pyro.BACKSHELL) && backshell == null) releaseBackshell(act);
        if (backshell == null) {
            entry.step(act, act.tick, truth);
        } else {
            powered.step(act, truth);
            truth.tick = act.tick + 1;
        }
        if (heatShield != null) {
            heatShield.step(planet, air, terrain);
            spring.step(heatShield, act.tick - truth.heatShieldTick, planet, air, terrain);
        }
        if (backshell != null) backshell.step(planet, air, terrain);
        completeTruth();
    }

    private void noteTimes(ActuatorFrame act) {
        if (truth.mortarTick < 0 && act.fired(Pyro.MORTAR)) truth.mortarTick = act.tick;
        if (truth.heatShieldTick < 0 && act.fired(Pyro.HEAT_SHIELD)) truth.heatShieldTick = act.tick;
        if (truth.backshellTick < 0 && act.fired(Pyro.BACKSHELL)) truth.backshellTick = act.tick;
        if (truth.bridleCutTick < 0 && act.fired(Pyro.BRIDLE_CUT)) truth.bridleCutTick = act.tick;
    }

    private void releaseHeatShield() {
        entry.handOver(state);
        push.set(0, 0, separationMps);
        state.qMcmfFromBody.rotate(push, push);
        state.vMcmfMps.add(push);
        push.set(0, 0, heatShieldDepthM);
        state.qMcmfFromBody.rotate(push, push);
        state.rMcmfM.add(push);
        heatShield = new FreeBody(entryModel.heatShieldKg, heatShieldDragAreaM2, state, heatShieldSpinRadps);
    }

    private void releaseBackshell(ActuatorFrame act) {
        entry.handOver(state);
        powered.begin(state, truth.switchBits | Switch.BACKSHELL_SEPARATED.bit());
        canopyFromShell.difference(truth.canopyRMcmfM, state.rMcmfM);
        double area = entryModel.canopyAreaM2() * entryModel.canopyDragCoefficient(CANOPY_DRAG_AT_LOW_SPEED);
        backshell = new FreeBody(entryModel.backshellKg + entryModel.parachuteKg, area, state, new Vec3());
        truth.parachuteLoadN = 0;
    }

    private void completeTruth() {
        truth.altitudeAglM = truth.rMcmfM.norm() - terrain.groundRadiusM(truth.rMcmfM);
        truth.heatShieldFree = heatShield != null;
        if (heatShield != null) {
            truth.heatShieldRMcmfM.set(heatShield.rMcmfM);
            truth.heatShieldQMcmfFromBody.set(heatShield.qMcmfFromBody);
            spring.fill(truth);
        }
        truth.backshellFree = backshell != null;
        if (backshell != null) {
            truth.backshellRMcmfM.set(backshell.rMcmfM);
            truth.backshellQMcmfFromBody.set(backshell.qMcmfFromBody);
            truth.canopyRMcmfM.sum(backshell.rMcmfM, canopyFromShell);
            truth.canopyVMcmfMps.set(backshell.vMcmfMps);
        }
    }

    /** What is so; read only. */
    public Truth truth() {
        return truth;
    }

    /** Why the rover did not land. */
    public TouchdownJudge.Crash crash() {
        return powered.judge().crash();
    }

    /** Lets the canopy inflate this much later after line stretch, s. @return false when that has begun, and nothing changes */
    public boolean delayInflation(double delayS) {
        return entry.delayInflation(delayS);
    }

    /** Mortar to line stretch, s; NaN before. */
    public double lineStretchS() {
        return entry.lineStretchS();
    }
}
