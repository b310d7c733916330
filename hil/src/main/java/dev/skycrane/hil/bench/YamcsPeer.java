package dev.skycrane.hil.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.proto.InputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Yamcs as a program of its own that hears the same packets: its TCP link, decoding by XTCE, limit checks of every parameter, packets
 * archived. Histories of parameters, which the station keeps, are left off there.
 */
final class YamcsPeer implements AutoCloseable {
    /** What to do where it is not. */
    static final String HOW_TO_GET = "no Yamcs beside the jar: fetch it with mvn -q -Pyamcs -DskipTests package";
    private static final int START_MS = 120_000;
    private static final long ANSWER_S = 10;
    private static final long POLL_MS = 10;
    private static final int BUFFER = 1 << 16;

    /** Packets archived and processed. */
    record Rate(double perSecond, double perCoreSecond) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final YamcsDatabase database = new YamcsDatabase();
    private final Process process;
    private final String url;
    private final Socket link;
    private long sent;

    /**
     * Starts it and waits for its link.
     *
     * @param jars   folder of its jars
     * @param folder for its configuration and archive
     * @throws InputException without jars
     */
    YamcsPeer(Path jars, Path folder) throws IOException {
        if (!Files.isDirectory(jars))
            throw new InputException("usage: --yamcs=" + jars + ", expected a folder of jars; "
                    + HOW_TO_GET);
        try (ServerSocket packets = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            packets.setSoTimeout(START_MS);
            int port = freePort();
            url = "http://127.0.0.1:" + port + "/api/";
            configure(folder, port, packets.getLocalPort());
            process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    jars.resolve("*").toString(), "org.yamcs.YamcsServer", "--etc-dir", folder.resolve("etc")
                            .toString(),
                    "--data-dir", folder.resolve("data").toString()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("yamcs.log").toFile()).start();
            try {
                link = packets.accept();
            } catch (IOException e) {
                process.destroyForcibly();
                throw new IOException("Yamcs did not come up, it said: " + Files.readString(folder.resolve(
                        "yamcs.log")), e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static void configure(Path folder, int httpPort, int packetPort) throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Files.writeString(etc.resolve("bench.xml"), YamcsDatabase.xtce());
        Files.writeString(etc.resolve("yamcs.yaml"), """
                services:
                  - class: org.yamcs.http.HttpServer
                    args: {address: 127.0.0.1, port: %d}
                instances: [bench]
                secretKey: not secret, for a bench on this machine only
                """.formatted(httpPort));
        Files.writeString(etc.resolve("yamcs.bench.yaml"), """
                services:
                  - class: org.yamcs.archive.XtceTmRecorder
                  - class: org.yamcs.ProcessorCreatorService
                    args: {name: realtime, type: realtime}
                dataLinks:
                  - name: tm
                    class: org.yamcs.tctm.TcpTmDataLink
                    stream: tm_realtime
                    host: 127.0.0.1
                    port: %d
                    packetInputStreamClassName: org.yamcs.tctm.CcsdsPacketInputStream
                    packetPreprocessorClassName: org.yamcs.tctm.GenericPacketPreprocessor
                    packetPreprocessorArgs: {timestampOffset: -1, seqCountOffset: 2}
                mdb:
                  - type: xtce
                    args: {file: "%s"}
                streamConfig:
                  tm:
                    - {name: tm_realtime, processor: realtime}
                  event: [events_realtime]
                  param: [pp_realtime, sys_param]
                  parameterAlarm: [alarms_realtime]
                  eventAlarm: [event_alarms_realtime]
                """.formatted(packetPort, etc.resolve("bench.xml")));
        Files.writeString(etc.resolve("processor.yaml"), """
                realtime:
                  services:
                    - class: org.yamcs.StreamTmPacketProvider
                  config:
                    subscribeAll: true
                    alarm: {parameterCheck: true, parameterServer: disabled}
                """);
    }

    /** Sends {@code packets} as fast as they are taken, and waits until all are through. */
    Rate measure(int packets) throws IOException, InterruptedException {
        byte[][] made = new byte[packets][];
        for (int i = 0; i < packets; i++)
            made[i] = database.next().clone();
        double cpu = cpuSeconds();
        long begin = System.nanoTime();
        OutputStream out = new BufferedOutputStream(link.getOutputStream(), BUFFER);
        for (byte[] packet : made)
            out.write(packet);
        out.flush();
        sent += packets;
        while (received() < sent)
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Rate(packets / seconds, packets / Math.max(1e-3, cpuSeconds() - cpu));
    }

    private double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** Its link hands a packet to archive and processor before it counts the next. */
    private long received() throws IOException, InterruptedException {
        if (!process.isAlive()) throw new IOException("Yamcs has ended");
        return ask(HttpRequest.newBuilder(URI.create(url + "links/bench/tm"))).path("dataInCount").asLong();
    }

    /** Packets in its archive. */
    long archived() throws IOException, InterruptedException {
        JsonNode answer = ask(HttpRequest.newBuilder(URI.create(url + "archive/bench:executeSql"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"statement\": \"select count(*) from tm\"}")));
        return answer.at("/rows/0/values").path(0).path("sint64Value").asLong(-1);
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return json.readTree(http.send(request.timeout(java.time.Duration.ofSeconds(ANSWER_S)).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() throws IOException {
        link.close();
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
