package dev.skycrane.hil.campaign;

import dev.skycrane.proto.parquet.ParquetColumn;
import dev.skycrane.proto.parquet.ParquetType;
import dev.skycrane.proto.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
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
        List<ParquetColumn> columns = new ArrayList<>();
        for (String name : List.of("case", "seed"))
            columns.add(ParquetColumn.required(name, ParquetType.INT64));
        for (String name : List.of("vision", "outcome", "reason", "digest"))
            columns.add(ParquetColumn.required(name, ParquetType.TEXT));
        for (String name : Measure.columns())
            columns.add(ParquetColumn.required(name, ParquetType.DOUBLE));
        try (ParquetWriter table = new ParquetWriter(file, columns, false)) {
            head.forEach((key, value) -> table.note(key, String.valueOf(value)));
            for (CaseResult r : results) {
                table.number(r.number());
                table.number(r.seed());
                table.text(setup.vision.label());
                table.text(r.outcome());
                table.text(r.reason());
                table.text(r.digest());
                for (int i = 0; i < Measure.columns().size(); i++)
                    table.number(r.values()[i]);
                table.endRow();
            }
        }
    }
}
