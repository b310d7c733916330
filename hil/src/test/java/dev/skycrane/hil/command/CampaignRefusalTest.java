package dev.skycrane.hil.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterException;
import dev.skycrane.proto.command.CommandProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CampaignRefusalTest {
    @TempDir
    Path folder;

    private String refused(String... args) {
        StringWriter err = new StringWriter();
        CommandLine line = CommandProgram.commandLine(new HilMain(), Set.of(ParameterException.class));
        line.setErr(new PrintWriter(err));
        assertEquals(CommandProgram.REFUSED, line.execute(args), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        return err.toString().strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cases 0", "--cases -3", "--cases 1000001", "--workers 0", "--case -1", "--cases many",
        "--vision radar", "--record a.mcap", "--scenario nowhere.yaml"})
    void badInputIsRefusedWithOneLineAndNoFile(String args) throws IOException {
        Path out = folder.resolve("out");
        String[] words = ("campaign --out " + out + " " + args).split(" ");
        String line = refused(words);
        assertTrue(line.startsWith("error: ") && line.contains("expected"), line);
        assertFalse(Files.exists(out), line);
    }

    @Test
    void casesOutsideTheirRangeAreNamed() {
        assertEquals("error: usage: --cases=0, expected 1 to 1000000",
                refused("campaign", "--cases", "0", "--out", folder.resolve("out").toString()));
    }

    @Test
    void folderIsAskedFor() {
        assertEquals("error: usage: --out=nothing, expected a folder", refused("campaign"));
    }

    @Test
    void folderWithOtherFilesIsRefused() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        assertEquals("error: campaign: --out=" + folder + ", expected an empty folder or one of a campaign",
                refused("campaign", "--out", folder.toString()));
    }

    @Test
    void fileInPlaceOfTheFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "mine");
        assertEquals("error: campaign: --out=" + file + ", expected a folder that can be written",
                refused("campaign", "--out", file.toString()));
    }
}
