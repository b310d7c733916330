package dev.skycrane.hil.render;

import java.util.List;

/** The surfaces of one part of the vehicle in its own axes, each with a ball that holds it. Immutable. */
final class Model {
    final Solid[] solids;
    /** Middle, three numbers, and radius of each solid's ball, m. */
    final double[] balls;
    /** Radius of a ball about the origin that holds all of it, m. */
    final double reachM;

    Model(List<Solid> solids) {
        this.solids = solids.toArray(Solid[]::new);
        balls = new double[4 * this.solids.length];
        double reach = 0;
        for (int i = 0; i < this.solids.length; i++) {
            Solid s = this.solids[i];
            balls[4 * i] = s.middle().x;
            balls[4 * i + 1] = s.middle().y;
            balls[4 * i + 2] = s.middle().z;
            balls[4 * i + 3] = s.sizeM();
            reach = Math.max(reach, s.middle().norm() + s.sizeM());
        }
        reachM = reach;
    }

    private Model(Model whole, int[] chosen, int count) {
        solids = new Solid[count];
        balls = new double[4 * count];
        for (int i = 0; i < count; i++) {
            solids[i] = whole.solids[chosen[i]];
            System.arraycopy(whole.balls, 4 * chosen[i], balls, 4 * i, 4);
        }
        reachM = whole.reachM;
    }

    /** Some of its surfaces: those whose numbers are the first {@code count} of {@code chosen}. */
    Model only(int[] chosen, int count) {
        return count == solids.length ? this : new Model(this, chosen, count);
    }
}
