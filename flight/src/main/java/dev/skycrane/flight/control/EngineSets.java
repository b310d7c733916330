package dev.skycrane.flight.control;

import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.vehicle.PoweredVehicleModel;

/**
 * The sets of engines that burn: all of them before the sky crane, the strongly canted ones in it; and the same without any one engine and
 * the one across from it, whose sideways push nothing would balance. In the sky crane their nearest neighbours stand in for
 * them, whose plumes point closer to the rover. All are computed once.
 */
final class EngineSets {
    private static final int N = ActuatorFrame.MLE_COUNT;

    private final EngineAllocator[] all = new EngineAllocator[N + 1];
    private final EngineAllocator[] skyCrane = new EngineAllocator[N + 1];
    private final EngineAllocator[] stage = new EngineAllocator[N + 1];
    /** The engine across from each. */
    private final int[] across = new int[N];
    /** Index of the sets in force; the last one has every engine. */
    private int without = N;

    /** @param centreM centre of mass with the rover @param stageCentreM without it */
    EngineSets(PoweredVehicleModel vehicle, Vec3 centreM, Vec3 stageCentreM) {
        boolean[] every = new boolean[N];
        java.util.Arrays.fill(every, true);
        all[N] = new EngineAllocator(vehicle, every, centreM);
        skyCrane[N] = new EngineAllocator(vehicle, vehicle.skyCraneEngine, centreM);
        stage[N] = new EngineAllocator(vehicle, vehicle.skyCraneEngine, stageCentreM);
        for (int i = 0; i < N; i++) {
            across[i] = nearest(vehicle, i, -1, every);
            prepare(vehicle, i, centreM, stageCentreM);
        }
    }

    private void prepare(PoweredVehicleModel vehicle, int gone, Vec3 centreM, Vec3 stageCentreM) {
        boolean[] most = new boolean[N];
        boolean[] upright = new boolean[N];
        for (int i = 0; i < N; i++) {
            most[i] = i != gone && i != across[gone];
            upright[i] = most[i] && !vehicle.skyCraneEngine[i];
        }
        boolean[] four = vehicle.skyCraneEngine.clone();
        for (int i : new int[]{gone, across[gone]}) {
            if (!vehicle.skyCraneEngine[i]) continue;
            int instead = nearest(vehicle, i, 1, upright);
            if (instead < 0) return;
            four[i] = false;
            four[instead] = true;
        }
        if (!EngineAllocator.holds(vehicle, most, centreM) || !EngineAllocator.holds(vehicle, four, centreM)
                || !EngineAllocator.holds(vehicle, four, stageCentreM))
            return;
        all[gone] = new EngineAllocator(vehicle, most, centreM);
        skyCrane[gone] = new EngineAllocator(vehicle, four, centreM);
        stage[gone] = new EngineAllocator(vehicle, four, stageCentreM);
    }

    /** The engine among {@code of} nearest to the place of another, or to that place mirrored about the axis; -1 for none. */
    private static int nearest(PoweredVehicleModel vehicle, int to, double sign, boolean[] of) {
        int found = -1;
        double leastM = Double.MAX_VALUE;
        for (int i = 0; i < N; i++) {
            if (!of[i]) continue;
            double x = vehicle.enginePositionM[i].x - sign * vehicle.enginePositionM[to].x;
            double y = vehicle.enginePositionM[i].y - sign * vehicle.enginePositionM[to].y;
            double m = Math.sqrt(x * x + y * y);
            if (m >= leastM) continue;
            leastM = m;
            found = i;
        }
        return found;
    }

    /** @param engineCount as guidance commands it: all engines, or those of the sky crane */
    EngineAllocator of(int engineCount, boolean withRover) {
        if (engineCount == N) return all[without];
        return withRover ? skyCrane[without] : stage[without];
    }

    /** @return bits of the engines that are left off from now on; 0 when the others cannot do without them, and nothing changes */
    int exclude(int engine) {
        if (all[engine] == null) return 0;
        without = engine;
        return 1 << engine | 1 << across[engine];
    }

    void foldInto(Digest digest) {
        digest.fold(without);
    }
}
