package dev.skycrane.hil.certs;

import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hil certs --out DIR}. */
@Command(name = "certs", mixinStandardHelpOptions = true, versionProvider = CommandProgram.Version.class, description = {
    "Makes what a bus with TLS needs: a development authority, certificates of the broker and of everybody on the bus,",
    "the key that commands are sealed with, and a configuration of Mosquitto with the same rights."}, footer = {"",
        "Examples:", "  hil certs --out certs", "  hil certs --out certs --host broker.lab --host 10.0.0.5"})
public final class CertsCommand implements Callable<Integer> {
    private static final int MAX_DAYS = 3650;
    private static final int DAYS = 365;
    private static final String HOST = "[A-Za-z0-9.:-]{1,253}";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to make; must be empty or not there yet.")
    private Path out;
    @Option(names = "--host", paramLabel = "NAME", description = "Name or address that the broker is reached under, beside this machine's own; may be given more than once.")
    private List<String> hosts = List.of();
    @Option(names = "--days", paramLabel = "N", description = "How long all of it is valid (default: ${DEFAULT-VALUE}).")
    private int days = DAYS;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (days < 1 || days > MAX_DAYS) throw InputException.of("usage", "--days", days, "1 to " + MAX_DAYS);
        for (String host : hosts)
            if (!host.matches(HOST)) throw InputException.of("usage", "--host", host, "a host name or address");
        List<String> files = CertificateFolder.make(out, hosts, days);
        PrintWriter log = spec.commandLine().getOut();
        log.println(out + ": " + String.join(" ", files));
        log.println("keys are readable by their owner only; give each machine its own NAME.pem, NAME.key and ca.pem");
        log.flush();
        return CommandProgram.DONE;
    }
}
