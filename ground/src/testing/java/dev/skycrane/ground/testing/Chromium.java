package dev.skycrane.ground.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium with one page, spoken to by the DevTools protocol; for the tests of every module that has pages. */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long ANSWER_S = 60;
    private static final long POLL_MS = 50;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private int number;

    /** Skips the test where there is no Chromium. */
    public static Chromium start(Path scratch) throws Exception {
        String program = find();
        Assumptions.assumeTrue(program != null, "chromium=absent, expected Debian package chromium for this test");
        return new Chromium(program, scratch);
    }

    private static String find() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            for (String name : NAMES) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) return program.toString();
            }
        }
        return null;
    }

    private Chromium(String program, Path scratch) throws Exception {
        profile = Files.createTempDirectory(scratch, "chromium");
        process = new ProcessBuilder(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--enable-unsafe-swiftshader", "--hide-scrollbars", "--user-data-dir="
                        + profile,
                "--remote-debugging-port=0", "about:blank").redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile()).start();
        socket = http.newWebSocketBuilder().buildAsync(URI.create(page()), new Listener()).join();
        call("Runtime.enable", Map.of());
        call("Page.enable", Map.of());
        size(1440, 900);
    }

    private String page() throws Exception {
        Path port = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_S);
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (Files.exists(port) && Files.readString(port).contains("\n")) {
                String address = "http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list";
                JsonNode targets = json.readTree(http.send(HttpRequest.newBuilder(URI.create(address)).build(),
                        HttpResponse.BodyHandlers.ofString()).body());
                for (JsonNode target : targets)
                    if (target.get("type").asText().equals("page")) return target.get("webSocketDebuggerUrl").asText();
            }
            Thread.sleep(POLL_MS);
        }
        throw new IOException("chromium: no page, " + Files.readString(profile.resolve("log")));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void take(String text) {
        try {
            JsonNode message = json.readTree(text);
            if (message.has("id")) {
                asked.remove(message.get("id").asInt()).complete(message);
            } else if (message.path("method").asText().equals("Runtime.exceptionThrown")) {
                errors.add(message.at("/params/exceptionDetails/exception/description").asText());
            }
        } catch (IOException e) {
            errors.add(e.toString());
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        ObjectNode message = json.createObjectNode();
        synchronized (this) {
            asked.put(++number, answer);
            message.put("id", number).put("method", method).set("params", json.valueToTree(parameters));
            socket.sendText(message.toString(), true).join();
        }
        JsonNode got = answer.get(ANSWER_S, TimeUnit.SECONDS);
        if (got.has("error")) throw new IOException(method + ": " + got.get("error"));
        return got.get("result");
    }

    public void size(int width, int height) throws Exception {
        call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1,
                "mobile", false));
    }

    public void open(String url) throws Exception {
        errors.clear();
        call("Page.navigate", Map.of("url", url));
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Value of an expression, promises awaited. */
    public JsonNode eval(String expression) throws Exception {
        JsonNode got = call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue",
                true));
        if (got.has("exceptionDetails"))
            throw new IOException(expression + ": " + got.at("/exceptionDetails/exception/description").asText());
        return got.at("/result/value");
    }

    public String text(String selector) throws Exception {
        return eval("document.querySelector(" + quoted(selector) + ")?.textContent ?? ''").asText();
    }

    private String quoted(String text) throws IOException {
        return json.writeValueAsString(text);
    }

    public void click(String selector) throws Exception {
        eval("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Waits until an expression is true. @return how long that took, ms */
    public long await(String expression) throws Exception {
        long begin = System.nanoTime();
        long deadline = begin + TimeUnit.SECONDS.toNanos(ANSWER_S);
        while (System.nanoTime() < deadline) {
            if (isTrue(expression)) return (System.nanoTime() - begin) / 1_000_000;
            Thread.sleep(POLL_MS);
        }
        throw new AssertionError("not true within " + ANSWER_S + " s: " + expression + ", errors " + errors
                + ", page says: " + eval("document.body.innerText.slice(0, 800)").asText());
    }

    private boolean isTrue(String expression) throws Exception {
        try {
            return eval(expression).asBoolean();
        } catch (IOException e) {
            return false; // the page is being loaded
        }
    }

    /** A key pressed and released on the page. */
    public void key(String key) throws Exception {
        Map<String, Object> press = key.length() == 1
                ? Map.of("type", "keyDown", "key", key, "text", key)
                : Map.of("type", "keyDown", "key", key);
        call("Input.dispatchKeyEvent", press);
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    /** Writes what one sees as PNG. */
    public void screenshot(Path file) throws Exception {
        JsonNode shot = call("Page.captureScreenshot", Map.of("format", "png"));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
    }

    /** Exceptions that no page code caught since the last {@link #open}. */
    public List<String> errors() {
        return errors;
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(profile)) {
            all.sorted(Comparator.reverseOrder()).forEach(files::add);
        } catch (java.io.UncheckedIOException e) {
            return; // a file of a process that is just ending has gone
        }
        for (Path file : files)
            file.toFile().delete();
    }
}
