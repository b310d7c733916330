package dev.skycrane.ground.testing;

import dev.skycrane.ground.command.GroundMain;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the ground program: its exit code and all that it printed. */
public record GroundRun(int code, String text) {

    /** Runs it. */
    public static GroundRun of(Object... args) {
        StringWriter text = new StringWriter();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++)
            words[i] = args[i].toString();
        int code = GroundMain.commandLine().setOut(new PrintWriter(text)).setErr(new PrintWriter(text)).execute(words);
        return new GroundRun(code, text.toString());
    }
}
