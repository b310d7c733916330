package dev.skycrane.ground.panorama;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Turns frames that nobody pointed so that the horizon is level: a camera on a mast has its rows level, so what is up is the direction
 * that is least along any of them (Brown and Lowe, IJCV 74, 2007, section 5). The first frame then looks north.
 */
final class Levelling {
    private Levelling() {}

    static List<Frame> level(List<Frame> frames) {
        DMatrixRMaj rows = new DMatrixRMaj(3, 3);
        double[] tops = new double[3];
        double[] a = new double[9];
        for (Frame f : frames) {
            f.pointing().axes(a);
            for (int i = 0; i < 3; i++) {
                tops[i] += a[6 + i];
                for (int j = 0; j < 3; j++)
                    rows.add(i, j, a[3 + i] * a[3 + j]);
            }
        }
        // one frame, or frames that only look up and down, tell no more than that their tops are up
        double[] up = frames.size() < 3 ? tops : least(rows);
        if (up[0] * tops[0] + up[1] * tops[1] + up[2] * tops[2] < 0) {
            for (int i = 0; i < 3; i++)
                up[i] = -up[i];
        }
        normalise(up);
        frames.get(0).pointing().axes(a);
        double along = a[0] * up[0] + a[1] * up[1] + a[2] * up[2];
        double[] north = {a[0] - along * up[0], a[1] - along * up[1], a[2] - along * up[2]};
        normalise(north);
        double[] east = {north[1] * up[2] - north[2] * up[1], north[2] * up[0] - north[0] * up[2],
            north[0] * up[1] - north[1] * up[0]};
        // north, east, up are left-handed
        for (int i = 0; i < 3; i++)
            east[i] = -east[i];
        List<Frame> out = new ArrayList<>();
        for (Frame f : frames) {
            f.pointing().axes(a);
            double[] turned = new double[9];
            for (int k = 0; k < 9; k += 3) {
                turned[k] = a[k] * north[0] + a[k + 1] * north[1] + a[k + 2] * north[2];
                turned[k + 1] = a[k] * east[0] + a[k + 1] * east[1] + a[k + 2] * east[2];
                turned[k + 2] = a[k] * up[0] + a[k + 1] * up[1] + a[k + 2] * up[2];
            }
            out.add(f.at(Pointing.of(turned, f.pointing().known())));
        }
        return out;
    }

    private static double[] least(DMatrixRMaj symmetric) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(3, true, true);
        eigen.decompose(symmetric);
        int at = 0;
        for (int i = 1; i < 3; i++)
            if (eigen.getEigenvalue(i).getReal() < eigen.getEigenvalue(at).getReal()) at = i;
        DMatrixRMaj v = eigen.getEigenVector(at);
        return new double[]{v.get(0), v.get(1), v.get(2)};
    }

    private static void normalise(double[] v) {
        double n = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        for (int i = 0; i < 3; i++)
            v[i] /= n;
    }
}
