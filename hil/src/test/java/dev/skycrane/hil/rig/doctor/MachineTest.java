package dev.skycrane.hil.rig.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.hil.rig.doctor.Finding.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine made of files and of programs that say what a board would. */
class MachineTest {
    @TempDir
    private Path root;

    private Machine machine() {
        return new Machine(root, root.resolve("bin").toString());
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void program(String name, String script) throws IOException {
        file("bin/" + name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(root.resolve("bin").resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void machineThatTellsNothingIsUnknownAndNotBad() throws Exception {
        for (Finding f : Set.of(machine().kernel(), machine().throttling(), machine().temperature(),
                machine().cameras()))
            assertEquals(Verdict.UNKNOWN, f.verdict(), f.toString());
        assertEquals(Verdict.UNKNOWN, machine().governor().verdict());
        assertEquals(Verdict.UNKNOWN, machine().clockSource().verdict());
    }

    @Test
    void throttledBoardMakesRunsInvalid() throws Exception {
        program("vcgencmd", "echo throttled=0x0");
        assertEquals(Verdict.GOOD, machine().throttling().verdict());
        program("vcgencmd", "echo throttled=0x50000");
        Finding before = machine().throttling();
        assertEquals(Verdict.FAIR, before.verdict());
        assertTrue(before.value().contains("since the start: under-voltage, throttled"), before.value());
        program("vcgencmd", "echo throttled=0x50005");
        Finding now = machine().throttling();
        assertEquals(Verdict.BAD, now.verdict());
        assertTrue(now.value().contains("under-voltage, throttled") && now.todo().contains("invalid"), now.toString());
        program("vcgencmd", "echo error=1");
        assertEquals(Verdict.UNKNOWN, machine().throttling().verdict());
    }

    @Test
    void governorClockSourceKernelAndTemperatureAreJudged() throws Exception {
        file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "ondemand\n");
        assertEquals(Verdict.FAIR, machine().governor().verdict());
        assertTrue(machine().governor().todo().contains("performance"));
        file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        assertEquals(Verdict.GOOD, machine().governor().verdict());
        file("sys/devices/system/clocksource/clocksource0/current_clocksource", "arch_sys_counter\n");
        assertEquals(Verdict.GOOD, machine().clockSource().verdict());
        file("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet\n");
        assertEquals(Verdict.FAIR, machine().clockSource().verdict());
        file("proc/version", "Linux version 6.12.25-rt (gcc) #1 SMP PREEMPT_RT\n");
        assertEquals("6.12.25-rt, PREEMPT_RT", machine().kernel().value());
        file("sys/class/thermal/thermal_zone0/temp", "48312\n");
        assertEquals(Finding.good("temperature", "48.3 C"), machine().temperature());
        file("sys/class/thermal/thermal_zone0/temp", "81500\n");
        assertEquals(Verdict.BAD, machine().temperature().verdict());
        assertEquals(Verdict.BAD, machine().java(11, "11.0.2").verdict());
    }

    @Test
    void camerasAreListedOrMissed() throws Exception {
        program("rpicam-vid", "echo 'Available cameras'; echo '-----------------'; "
                + "echo '0 : imx296 [1456x1088 10-bit RGGB] (/base/soc/i2c@1/imx296@1a)'");
        assertEquals(Finding.good("cameras", "0: imx296 1456x1088"), machine().cameras());
        program("rpicam-vid", "echo 'No cameras available!'");
        assertEquals(Verdict.BAD, machine().cameras().verdict());
    }

    @Test
    void diskAndNetworkAreMeasured() throws Exception {
        Finding disk = machine().disk(root);
        assertTrue(disk.value().endsWith(" MB/s"), disk.toString());
        try (var left = Files.list(root)) {
            assertEquals(0, left.filter(f -> f.toString().endsWith(".probe")).count(), "the probe is gone");
        }
        int port;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            Finding up = machine().network(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertTrue(up.value().contains("ms median"), up.toString());
        }
        assertEquals(Verdict.BAD,
                machine().network(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).verdict());
    }

    @Test
    void wakeUpsAreJudgedByTheWorstOfAThousand() {
        long[] late = new long[2000];
        java.util.Arrays.fill(late, 60_000);
        assertEquals(Verdict.GOOD, WakeUps.of(late).judge().verdict());
        late[0] = late[1] = 5_000_000;
        assertEquals(Verdict.GOOD, WakeUps.of(late).judge().verdict(), "two of two thousand");
        late[2] = 5_000_000;
        assertEquals(Verdict.FAIR, WakeUps.of(late).judge().verdict());
        late[2] = late[3] = late[4] = 20_000_000;
        assertEquals(Verdict.BAD, WakeUps.of(late).judge().verdict());
        assertTrue(WakeUps.of(late).histogram().contains("1995 ####"), WakeUps.of(late).histogram());
    }
}
