package dev.skycrane.hil.rig.doctor;

import dev.skycrane.hil.camera.CameraFault;
import dev.skycrane.hil.camera.RpicamProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Looks at a machine by the files of its kernel and the programs on its path. */
public final class Machine {
    private static final int MIN_JAVA = 17;
    private static final double WARM_C = 70;
    private static final double HOT_C = 80;
    private static final int DISK_MB = 64;
    private static final double GOOD_DISK_MBPS = 20;
    private static final double GOOD_TRIP_MS = 2;
    private static final double FAIR_TRIP_MS = 10;
    private static final int TRIPS = 9;
    private static final long ANSWER_LIMIT_S = 5;

    private final Path root;
    private final String path;

    /** @param root of the file system @param path folders of programs, as in the variable of that name */
    public Machine(Path root, String path) {
        this.root = root;
        this.path = path;
    }

    Finding java(int feature, String version) {
        return feature >= MIN_JAVA
                ? Finding.good("java", version)
                : Finding.bad("java", version, "Java " + MIN_JAVA + " or later, package openjdk-17-jre-headless");
    }

    Finding kernel() {
        String version = text("proc/version");
        if (version.isEmpty()) return Finding.unknown("kernel", System.getProperty("os.version"));
        boolean realTime = text("sys/kernel/realtime").equals("1") || version.contains("PREEMPT_RT");
        String[] words = version.split(" ");
        return Finding.good("kernel", (words.length > 2 ? words[2] : version) + (realTime ? ", PREEMPT_RT" : ""));
    }

    Finding governor() {
        String governor = text("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
        if (governor.isEmpty()) return Finding.unknown("governor", "not told");
        return governor.equals("performance")
                ? Finding.good("governor", governor)
                : Finding.fair("governor", governor,
                        "echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor");
    }

    Finding clockSource() {
        String source = text("sys/devices/system/clocksource/clocksource0/current_clocksource");
        if (source.isEmpty()) return Finding.unknown("clock source", "not told");
        boolean quick = List.of("tsc", "arch_sys_counter", "kvm-clock").contains(source);
        return quick
                ? Finding.good("clock source", source)
                : Finding.fair("clock source", source,
                        "reading the clock is slow: see the kernel's log why tsc was refused");
    }

    /** Whether a Raspberry Pi runs slower than it should; unknown on other machines. */
    public Finding throttling() {
        String answer = run("vcgencmd", "get_throttled");
        if (answer == null) return Finding.unknown("throttling", "no vcgencmd, so no Raspberry Pi");
        OptionalInt bits = Throttling.parse(answer);
        return bits.isPresent() ? Throttling.judge(bits.getAsInt()) : Finding.unknown("throttling", answer.strip());
    }

    Finding temperature() {
        String milli = text("sys/class/thermal/thermal_zone0/temp");
        if (!milli.matches("-?\\d{1,7}")) return Finding.unknown("temperature", "not told");
        double c = Integer.parseInt(milli) / 1000.0;
        String value = String.format(Locale.ROOT, "%.1f C", c);
        if (c > HOT_C) return Finding.bad("temperature", value, "it throttles at 80 to 85 C: a fan, a heat sink");
        return c > WARM_C
                ? Finding.fair("temperature", value, "a fan, a heat sink")
                : Finding.good("temperature", value);
    }

    /** @param folder to write into; the file is removed */
    Finding disk(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "skycrane", ".probe");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
            long beginNs = System.nanoTime();
            for (int i = 0; i < DISK_MB; i++) {
                block.clear();
                while (block.hasRemaining())
                    out.write(block);
            }
            out.force(true);
            double rate = DISK_MB * (1 << 20) / 1e6 / ((System.nanoTime() - beginNs) * 1e-9);
            String value = String.format(Locale.ROOT, "%.0f MB/s", rate);
            return rate >= GOOD_DISK_MBPS
                    ? Finding.good("disk", value)
                    : Finding.fair("disk", value, "record to an SSD or over the network, not to this card");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The time to connect to somebody and be answered, which is one round trip. */
    Finding network(InetSocketAddress peer) {
        double[] ms = new double[TRIPS];
        for (int i = 0; i < TRIPS; i++) {
            try (Socket socket = new Socket()) {
                long beginNs = System.nanoTime();
                socket.connect(peer, 2000);
                ms[i] = (System.nanoTime() - beginNs) * 1e-6;
            } catch (IOException e) {
                return Finding.bad("network", peer.getHostString() + ":" + peer.getPort() + ": " + e.getMessage(),
                        "start hil serve there, or check cable and address");
            }
        }
        Arrays.sort(ms);
        String value = String.format(Locale.ROOT, "%.2f ms median, %.2f ms at most", ms[TRIPS / 2], ms[TRIPS - 1]);
        String todo = "a cable instead of a radio link";
        if (ms[TRIPS - 1] <= GOOD_TRIP_MS) return Finding.good("network", value);
        return ms[TRIPS - 1] <= FAIR_TRIP_MS
                ? Finding.fair("network", value, todo)
                : Finding.bad("network", value, todo);
    }

    Finding cameras() throws InterruptedException {
        try {
            RpicamProgram program = RpicamProgram.find(path);
            List<RpicamProgram.Listed> cameras = program.cameras();
            if (cameras.isEmpty()) {
                return Finding.bad("cameras", "none",
                        "power off, seat the ribbon, contacts to the contacts, and look again");
            }
            List<String> names = new ArrayList<>();
            for (RpicamProgram.Listed c : cameras)
                names.add(c.index() + ": " + c.sensor() + " " + c.widthPx() + "x" + c.heightPx());
            return Finding.good("cameras", String.join(", ", names));
        } catch (CameraFault e) {
            return Finding.unknown("cameras", "no rpicam-vid on the path (package rpicam-apps)");
        }
    }

    private String text(String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private String run(String program, String argument) {
        for (String folder : path.split(java.io.File.pathSeparator)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, program);
            if (!Files.isExecutable(file)) continue;
            try {
                Process process = new ProcessBuilder(file.toString(), argument)
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
                process.getOutputStream().close();
                String answer = new String(process.getInputStream().readNBytes(1 << 16), StandardCharsets.UTF_8);
                return process.waitFor(ANSWER_LIMIT_S, TimeUnit.SECONDS) ? answer : null;
            } catch (IOException e) {
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }
}
