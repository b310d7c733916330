package dev.skycrane.hil.camera;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/**
 * Pictures without metadata: from a camera program on another machine over TCP, from an HTTP server that sends
 * {@code multipart/x-mixed-replace}, or from a file through ffmpeg. Their only time is the arrival.
 */
final class StreamLink implements CameraLink {
    private static final int CONNECT_LIMIT_MS = 5000;

    private final InputStream pictures;
    private final Closeable owner;
    private final String name;
    private final boolean mayComeBack;

    private StreamLink(InputStream pictures, Closeable owner, String name, boolean mayComeBack) {
        this.pictures = pictures;
        this.owner = owner;
        this.name = name;
        this.mayComeBack = mayComeBack;
    }

    /** Calls a program that listens: {@code rpicam-vid --listen -o tcp://0.0.0.0:PORT}. */
    static Source calling(String host, int port) {
        return () -> {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(host, port), CONNECT_LIMIT_MS);
                return new StreamLink(socket.getInputStream(), socket, "tcp://" + host + ":" + port, true);
            } catch (IOException e) {
                closeQuietly(socket);
                throw new CameraFault("camera: tcp=" + host + ":" + port + ", expected a camera that listens: "
                        + e.getMessage(), true);
            }
        };
    }

    /** Waits for a program that calls: {@code rpicam-vid -o tcp://a.b.c.d:PORT}. One at a time; who comes second is refused. */
    static Source awaiting(InetAddress bind, int port) {
        return () -> {
            try (ServerSocket server = new ServerSocket(port, 1, bind)) {
                server.setSoTimeout((int) (CameraWatch.START_LIMIT_NS / 1_000_000));
                Socket socket = server.accept();
                return new StreamLink(socket.getInputStream(), socket, "tcp port " + port, true);
            } catch (IOException e) {
                throw new CameraFault("camera: port=" + port + ", expected a camera that calls: " + e.getMessage(),
                        true);
            }
        };
    }

    /** MJPEG over HTTP. The part headers are bytes between pictures to the framer, so no two servers' dialects matter. */
    static Source http(URI url) {
        return () -> {
            try {
                HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
                connection.setConnectTimeout(CONNECT_LIMIT_MS);
                String type = connection.getContentType();
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK || type == null
                        || !type.toLowerCase(java.util.Locale.ROOT).startsWith("multipart/x-mixed-replace")) {
                    connection.disconnect();
                    throw new CameraFault("camera: " + url + "=" + connection.getResponseCode() + " " + type
                            + ", expected 200 multipart/x-mixed-replace", false);
                }
                return new StreamLink(connection.getInputStream(), connection::disconnect, url.toString(), true);
            } catch (IOException e) {
                throw new CameraFault("camera: url=" + url + ", expected a server that answers: " + e.getMessage(),
                        true);
            }
        };
    }

    /** A video file of any kind that ffmpeg reads, H.264 without container and Y4M among them, at the pace of its clock or at once. */
    static Source ffmpeg(String file, boolean paced) {
        return () -> {
            List<String> line = new java.util.ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
            if (paced) line.add("-re");
            line.addAll(List.of("-i", file, "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-huffman", "default", "-q:v", "2",
                    "-f",
                    "mjpeg", "-"));
            try {
                Process process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
                return new StreamLink(process.getInputStream(), process::destroyForcibly, file, false);
            } catch (IOException e) {
                throw new CameraFault("camera: ffmpeg=absent, expected the package ffmpeg for " + file, false);
            }
        };
    }

    @Override
    public InputStream pictures() {
        return pictures;
    }

    @Override
    public BufferedReader metadata() {
        return null;
    }

    @Override
    public CameraFault ending(long waitMs) {
        return new CameraFault("camera: stream=" + name + " ended, expected more pictures", mayComeBack,
                CameraEvent.Kind.PROGRAM_ENDED);
    }

    @Override
    public void close() {
        closeQuietly(owner);
    }

    private static void closeQuietly(Closeable what) {
        try {
            what.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
