package dev.skycrane.hil.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.rig.FrameCode;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamLinkTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void portThatSomebodyHasIsNamed() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, LOOPBACK)) {
            CameraFault fault = assertThrows(CameraFault.class,
                    () -> StreamLink.awaiting(LOOPBACK, busy.getLocalPort()).open());
            assertTrue(fault.getMessage().startsWith("camera: port=" + busy.getLocalPort()), fault.getMessage());
        }
    }

    @Test
    void cameraThatDoesNotListenIsNamed() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, LOOPBACK)) {
            port = gone.getLocalPort();
        }
        CameraFault fault = assertThrows(CameraFault.class, () -> StreamLink.calling("127.0.0.1", port).open());
        assertTrue(fault.getMessage().contains("tcp=127.0.0.1:" + port), fault.getMessage());
    }

    /** The camera's writes never block on a consumer that does not ask: old pictures are replaced, each counted. */
    @Test
    void consumerThatIsSlowGetsTheNewestAndLosesTheRestCounted() throws Exception {
        CaptureSettings settings = new CaptureSettings(64, 48, 0.2, 2000, 1);
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            StreamCamera camera = new StreamCamera(settings, StreamLink.calling("127.0.0.1", server.getLocalPort()), 0);
            Thread opener = new Thread(() -> {
                try {
                    camera.open();
                } catch (CameraFault | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            opener.start();
            try (Socket socket = server.accept(); OutputStream out = socket.getOutputStream()) {
                for (int n = 0; n < 25; n++)
                    out.write(picture(n));
                out.flush();
                opener.join(TimeUnit.SECONDS.toMillis(10));
                while (camera.counts().pictures() < 25)
                    Thread.onSpinWait();
                assertEquals(24, camera.next(SECOND_NS).seq());
                assertEquals(0, camera.events().count(CameraEvent.Kind.SLOW_CONSUMER), "nobody looked before");
                for (int n = 25; n < 50; n++)
                    out.write(picture(n));
                out.flush();
                while (camera.counts().pictures() < 50)
                    Thread.onSpinWait();
                Capture newest = camera.next(SECOND_NS);
                assertEquals(49, newest.seq());
                assertEquals(48, camera.counts().overwritten());
                assertEquals(24, camera.events().count(CameraEvent.Kind.SLOW_CONSUMER));
            }
            camera.close();
        }
    }

    private static byte[] picture(int n) throws Exception {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
        FrameCode.paint(n, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 64, 0, 0, 8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }
}
