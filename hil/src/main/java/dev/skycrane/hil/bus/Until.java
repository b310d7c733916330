package dev.skycrane.hil.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a process of a {@link ChildProcess} says and hears. */
public final class Until {
    private final CountDownLatch inputEnded = new CountDownLatch(1);

    private Until() {}

    /** Says {@code ready}, and listens for the end of the standard input. */
    public static Until inputEnds() {
        Until until = new Until();
        Thread thread = new Thread(() -> {
            try {
                while (System.in.read() >= 0)
                    continue;
            } catch (IOException e) {
                // as good as the end
            }
            until.inputEnded.countDown();
        }, "input");
        thread.setDaemon(true);
        thread.start();
        System.out.println("ready");
        System.out.flush();
        return until;
    }

    /** Whether it has ended. */
    public boolean hasCome() {
        return inputEnded.getCount() == 0;
    }

    /** Waits for it. */
    public void await() throws InterruptedException {
        inputEnded.await();
    }

    /** The last line. */
    public static void result(Map<String, Object> values) {
        try {
            System.out.println(new ObjectMapper().writeValueAsString(values));
            System.out.flush();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
