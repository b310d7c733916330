package dev.skycrane.hil.rig.stimulus;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The socket of a stimulus page without a browser, which never answers. */
final class PageSocket implements AutoCloseable {
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private PageSocket(String url) {
        socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(url.replace("http", "ws") + "screen"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int code, String why) {
                        closed.complete(code);
                        return null;
                    }
                }).join();
    }

    static PageSocket open(String url) {
        return new PageSocket(url);
    }

    /** The code it was closed with. */
    int closedWith() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
