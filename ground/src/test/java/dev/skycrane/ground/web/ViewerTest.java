package dev.skycrane.ground.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewerTest {
    @Test
    void whatComesBeforeTheGreetingFollowsIt() {
        List<String> sent = new ArrayList<>();
        Viewer viewer = new Viewer((text, left) -> {
            sent.add(text);
            left.run();
        }, null, dropped -> {});
        viewer.say("clock");
        viewer.say("alarm");
        assertEquals(List.of(), sent);
        viewer.greet("hello");
        viewer.say("clock");
        assertEquals(List.of("hello", "clock", "alarm", "clock"), sent);
    }
}
