package dev.skycrane.hil.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A page that looks on: every channel ten times a second over the WebSocket, and twice a second a plot of five channels and the events. */
final class PageLoad implements AutoCloseable {
    private static final String CHANNELS = "nav.altitudeAglM,nav.speedMps,nav.eastM,nav.northM,nav.mach";
    private static final long PERIOD_MS = 500;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final List<Double> answersMs = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong texts = new AtomicLong();
    private final Thread thread = new Thread(this::ask, "bench-page");
    private final WebSocket socket;
    private volatile boolean closing;
    private volatile long failures;

    PageLoad(String url) {
        this.url = url;
        socket = http.newWebSocketBuilder().buildAsync(URI.create(url.replace("http", "ws") + "api/live"),
                new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket s, CharSequence data, boolean last) {
                        if (last) texts.incrementAndGet();
                        s.request(1);
                        return null;
                    }
                }).join();
        socket.sendText("{\"type\":\"subscribe\",\"channels\":[\"*\"],\"rateHz\":10}", true).join();
        thread.setDaemon(true);
        thread.start();
    }

    private void ask() {
        while (!closing) {
            try {
                long begin = System.nanoTime();
                int series = get("api/series?buckets=1000&channels=" + CHANNELS);
                int events = get("api/events?order=desc&limit=100");
                answersMs.add((System.nanoTime() - begin) / 1e6);
                if (series >= 500 || events >= 500) failures++;
                TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
            } catch (IOException e) {
                failures++;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private int get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    void report(String name, List<BenchResult> results) {
        List<Double> sorted = new ArrayList<>(answersMs);
        Collections.sort(sorted);
        if (!sorted.isEmpty()) {
            results.add(BenchResult.alone(name + "AnswerMedian", sorted.get(sorted.size() / 2), "ms"));
            results.add(BenchResult.alone(name + "AnswerWorst", sorted.get(sorted.size() - 1), "ms"));
        }
        results.add(BenchResult.alone(name + "Texts", texts.get(), "1"));
        results.add(BenchResult.alone(name + "Failures", failures, "1"));
    }

    @Override
    public void close() {
        closing = true;
        socket.abort();
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
