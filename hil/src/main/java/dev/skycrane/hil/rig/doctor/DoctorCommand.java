package dev.skycrane.hil.rig.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil rig doctor}: whether this machine is fit for a rig. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
    "Looks at this machine, the board or the one with the screen: Java, kernel, governor, clock source, throttling, temperature,",
    "wake-ups, disk, network, cameras; each with a verdict and what to do. Ends with code 1 if anything is bad."}, footer = {
        "",
        "Example:", "  hil rig doctor --seconds 600 --network 192.168.7.2:7110"})
public final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--seconds", paramLabel = "S", defaultValue = "10", description = "How long to measure wake-ups; 600 on a new board; default ${DEFAULT-VALUE}.")
    private double seconds;
    @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "Folder to measure the disk in; default is this one.")
    private Path folder;
    @Option(names = "--network", paramLabel = "HOST:PORT", description = "Somebody to measure the round trip to, such as hil serve.")
    private String network;
    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(seconds > 0 && seconds <= 86_400))
            throw InputException.of("usage", "--seconds", seconds, "over 0 to 86400");
        if (!Files.isDirectory(folder)) throw InputException.of("usage", "--dir", folder, "an existing folder");
        InetSocketAddress peer = network == null ? null : address(network);
        Machine machine = new Machine(Path.of("/"), System.getenv().getOrDefault("PATH", ""));
        List<Finding> findings = new ArrayList<>(List.of(
                machine.java(Runtime.version().feature(), System.getProperty("java.version") + ", "
                        + System.getProperty("java.vm.name")),
                machine.kernel(), machine.governor(), machine.clockSource(), machine.throttling(),
                machine.temperature(),
                machine.disk(folder), machine.cameras()));
        if (peer != null) findings.add(machine.network(peer));
        if (!json) findings.forEach(DoctorCommand::print);
        WakeUps wakeUps = WakeUps.measure(seconds);
        findings.add(wakeUps.judge());
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(findings));
        } else {
            print(wakeUps.judge());
            System.out.print(wakeUps.histogram());
        }
        boolean bad = findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.BAD);
        return bad ? CommandProgram.FAILED : CommandProgram.DONE;
    }

    private static void print(Finding f) {
        System.out.printf(Locale.ROOT, "  %-7s %-13s %s%n", f.verdict().name().toLowerCase(Locale.ROOT), f.what(),
                f.value());
        if (!f.todo().isEmpty()) System.out.printf(Locale.ROOT, "  %-7s %-13s -> %s%n", "", "", f.todo());
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0 && port < 65_536) return new InetSocketAddress(text.substring(0, colon), port);
        } catch (NumberFormatException e) {
            // said below
        }
        throw InputException.of("usage", "--network", text, "HOST:PORT");
    }
}
