package dev.skycrane.hil.render;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.geometry.EnuFrame;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.hil.plant.Truth;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Truths to look at and pictures to look at them with. */
final class Pictures {
    private Pictures() {}

    /** A vehicle under way, heat shield gone, level but for a tilt about its forward axis, turned by a yaw. */
    static Truth truth(SiteMap map, double eastM, double northM, double aglM, double yawDeg, double tiltDeg) {
        double latRad = map.latRad(northM);
        double lonRad = map.lonRad(eastM);
        EnuFrame enu = new EnuFrame(latRad, lonRad, map.areoidRadiusM + map.elevationAtM(eastM, northM));
        Truth t = new Truth();
        enu.positionToMcmf(new Vec3(0, 0, aglM), t.rMcmfM);
        Quat level = new Quat().fromAxes(enu.north(), enu.east(), new Vec3().set(enu.up()).scale(-1));
        Quat yaw = new Quat().fromAxisAngle(0, 0, 1, Math.toRadians(yawDeg));
        Quat tilt = new Quat().fromAxisAngle(1, 0, 0, Math.toRadians(tiltDeg));
        t.qMcmfFromBody.product(level, yaw);
        t.qMcmfFromBody.product(t.qMcmfFromBody, tilt);
        t.altitudeAglM = aglM;
        t.heatShieldFree = true;
        enu.positionToMcmf(new Vec3(400, 300, 0), t.heatShieldRMcmfM);
        t.heatShieldQMcmfFromBody.set(level);
        t.roverRMcmfM.set(t.rMcmfM);
        t.roverQMcmfFromBody.set(t.qMcmfFromBody);
        return t;
    }

    /** Writes {@code target/pictures/name.png}. */
    static void write(CameraFrame f, String name) throws IOException {
        boolean grey = f.format() == CameraFrame.Format.GREY8;
        BufferedImage image = new BufferedImage(f.widthPx(), f.heightPx(),
                grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        byte[] d = f.data();
        for (int r = 0; r < f.heightPx(); r++) {
            for (int c = 0; c < f.widthPx(); c++) {
                int k = r * f.widthPx() + c;
                if (grey) image.getRaster().setSample(c, r, 0, d[k] & 0xff);
                else
                    image.setRGB(c, r, (d[3 * k] & 0xff) << 16 | (d[3 * k + 1] & 0xff) << 8 | d[3 * k + 2] & 0xff);
            }
        }
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        ImageIO.write(image, "png", folder.resolve(name + ".png").toFile());
    }
}
