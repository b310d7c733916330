package dev.skycrane.hil.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the table, the summary and the plots of a finished campaign; each beside its place first, then moved there. */
final class CampaignOutputs {
    private interface Writer {
        void write(Path file) throws IOException;
    }

    private final CampaignSetup setup;
    private final List<CaseResult> results;
    private final Map<String, Object> head;

    /** @param results in order of case number */
    CampaignOutputs(CampaignSetup setup, Collection<CaseResult> results, Map<String, Object> head) {
        this.setup = setup;
        this.results = List.copyOf(results);
        this.head = head;
    }

    void write(Path folder) throws IOException {
        Plots plots = new Plots(setup, results);
        place(folder.resolve("results.parquet"), this::parquet);
        place(folder.resolve("dispersion.svg"), f -> Files.writeString(f, plots.dispersion()));
        place(folder.resolve("fan.svg"), f -> Files.writeString(f, plots.fan()));
        place(folder.resolve("selection-error.svg"), f -> Files.writeString(f, plots.selectionError()));
        place(folder.resolve("summary.json"), f -> new Summary(results).write(f, head));
    }

    private static void place(Path file, Writer writer) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        writer.write(part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void parquet(Path file) throws IOException {
        ParquetFile table = new ParquetFile(results.size());
        table.longs("case", results.stream().mapToLong(CaseResult::number).toArray());
        table.longs("seed", results.stream().mapToLong(CaseResult::seed).toArray());
        table.texts("vision", results.stream().map(r -> setup.vision.label()).toList());
        table.texts("outcome", results.stream().map(CaseResult::outcome).toList());
        table.texts("reason", results.stream().map(CaseResult::reason).toList());
        table.texts("digest", results.stream().map(CaseResult::digest).toList());
        List<String> names = Measure.columns();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            table.doubles(names.get(i), results.stream().mapToDouble(r -> r.values()[column]).toArray());
        }
        Map<String, String> notes = new LinkedHashMap<>();
        head.forEach((key, value) -> notes.put(key, String.valueOf(value)));
        table.write(file, notes);
    }
}
