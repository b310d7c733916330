package dev.skycrane.ground.broker;

import dev.skycrane.proto.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what a Mosquitto refused out of its log, the only place where it says so (its {@code $SYS} topics count no refusals). Refused
 * messages stand there with {@code log_type debug} or {@code all} alone; refused subscriptions nowhere. Texts of Mosquitto 2.0.
 */
public final class MosquittoLog {
    private static final String DENIED = "Denied PUBLISH from ";
    /** The line of OpenSSL says why, the one that follows only that. */
    private static final String AFTER_TLS = "Client <unknown> disconnected: Protocol error.";
    private static final Pattern TLS = Pattern
            .compile("(?:OpenSSL Error\\[0\\]|Client connection from \\S+ failed): error:[^:]*:[^:]*:[^:]*:(.+?)\\.?$");
    private static final Pattern CLIENT = Pattern.compile("Client .* disconnected(?:: | due to |, )(.+?)\\.$");
    private static final Pattern LIMIT = Pattern.compile("Client connection from \\S+ (denied.*?)\\.?$");
    private static final int MAX_REASONS = 64;

    private MosquittoLog() {}

    /**
     * All refusals in a log.
     *
     * @throws InputException when it cannot be read
     */
    public static BrokerRefusals read(Path log) {
        Map<String, Long> closed = new TreeMap<>();
        long publishes = 0;
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(DENIED)) publishes++;
                String reason = reason(line);
                boolean known = reason != null && (closed.containsKey(reason) || closed.size() < MAX_REASONS);
                if (known) closed.merge(reason, 1L, Long::sum);
            }
        } catch (IOException e) {
            throw new InputException("broker log: file=" + log + ", expected a log of Mosquitto (" + e.getMessage()
                    + ")", e);
        }
        return new BrokerRefusals(0, publishes, 0, closed);
    }

    /** @return null for a line about something else */
    private static String reason(String line) {
        if (line.contains(AFTER_TLS)) return null;
        Matcher tls = TLS.matcher(line);
        if (tls.find()) return "TLS: " + tls.group(1);
        for (Pattern p : new Pattern[]{CLIENT, LIMIT}) {
            Matcher m = p.matcher(line);
            if (m.find()) return m.group(1);
        }
        return null;
    }
}
