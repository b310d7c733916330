package dev.skycrane.hil.campaign;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.nav.NavState;
import dev.skycrane.flight.nav.Navigator;
import dev.skycrane.hil.landing.MapDisplacement;
import dev.skycrane.hil.plant.Truth;

/**
 * Normalised estimation errors squared of navigation: e' P^-1 e with the whole covariance P of position, velocity or attitude
 * (Bar-Shalom, Li, Kirubarajan 2001, Estimation with Applications to Tracking and Navigation, section 5.4). Chi-square with three degrees
 * of freedom if the covariance is honest and errors are normal.
 */
final class Consistency {
    private final MapDisplacement displacement;
    private final Vec3 error = new Vec3();
    private final Vec3 shown = new Vec3();
    private final Quat turn = new Quat();
    private final double[] p = new double[9];

    /** @param displacement by which the vehicle's map is off */
    Consistency(MapDisplacement displacement) {
        this.displacement = displacement;
    }

    /** From the first map-relative fix on against the ground as the vehicle's map places it: navigation cannot know better. */
    double position(Truth truth, NavState nav, Navigator navigator) {
        navigator.positionCovariance(p);
        error.difference(truth.rMcmfM, nav.rMcmfM);
        if (nav.mapRelative) error.add(displacement.mcmfM(truth.rMcmfM, shown));
        return normalised();
    }

    double velocity(Truth truth, NavState nav, Navigator navigator) {
        navigator.velocityCovariance(p);
        error.difference(truth.vMcmfMps, nav.vMcmfMps);
        return normalised();
    }

    double attitude(Truth truth, NavState nav, Navigator navigator) {
        navigator.attitudeCovariance(p);
        turn.inverse(nav.qMcmfFromBody);
        turn.product(truth.qMcmfFromBody, turn);
        turn.toRotationVector(error);
        return normalised();
    }

    /** By Cholesky's factors of {@link #p}: the squared norm of L^-1 e. Infinite if it is not positive definite. */
    private double normalised() {
        double l00 = Math.sqrt(p[0]);
        double l10 = p[3] / l00;
        double l20 = p[6] / l00;
        double l11 = Math.sqrt(p[4] - l10 * l10);
        double l21 = (p[7] - l20 * l10) / l11;
        double l22 = Math.sqrt(p[8] - l20 * l20 - l21 * l21);
        double a = error.x / l00;
        double b = (error.y - l10 * a) / l11;
        double c = (error.z - l20 * a - l21 * b) / l22;
        double sum = a * a + b * b + c * c;
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
    }
}
