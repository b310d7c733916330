package dev.skycrane.ground.archive;

import dev.skycrane.proto.InputException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies in a folder of recordings: runs, their files, and what people have said of alarms. An SQLite database, {@code index.db}, that may be
 * thrown away but for the latter: everything else stands in the recordings. It survives the end of the process at any moment. Any thread.
 */
public final class RecordingIndex implements AutoCloseable {
    private static final String[] SCHEMA = {"pragma journal_mode=wal", "pragma synchronous=normal",
        "create table if not exists segment(name text primary key, run integer not null, vehicle text not null, "
                + "begun integer not null, updated integer not null, frames integer not null, bytes integer not null, "
                + "finished integer not null)",
        "create index if not exists segment_run on segment(run, begun)",
        "create table if not exists note(run integer not null, kind text not null, id text not null, "
                + "body text not null, primary key(run, kind, id))"};

    private final Path folder;
    private final Connection db;

    /**
     * A file of the folder.
     *
     * @param finished closed in order; what a killed process leaves is not
     */
    public record Segment(Path path, long runId, long begunUnixNs, long updatedUnixNs, long frames, long bytes,
            boolean finished) {}

    private RecordingIndex(Path folder, Connection db) {
        this.folder = folder;
        this.db = db;
    }

    /** @throws InputException when the database cannot be opened */
    public static RecordingIndex open(Path folder) {
        Path file = folder.resolve("index.db");
        try {
            Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = db.createStatement()) {
                for (String sql : SCHEMA)
                    statement.execute(sql);
            } catch (SQLException e) {
                db.close();
                throw e;
            }
            return new RecordingIndex(folder, db);
        } catch (SQLException e) {
            throw new InputException("recording: index=" + file + ", expected a database of this software ("
                    + e.getMessage() + ")", e);
        }
    }

    /** A file has been begun. */
    synchronized void begun(Path path, long runId, String vehicle, long unixNs) throws SQLException {
        execute("insert or replace into segment values(?,?,?,?,?,0,0,0)", path.getFileName().toString(), runId, vehicle,
                unixNs, unixNs);
    }

    /** A file has grown, or is finished. */
    synchronized void grown(Path path, long frames, long bytes, boolean finished, long unixNs) throws SQLException {
        execute("update segment set frames=?, bytes=?, finished=?, updated=? where name=?", frames, bytes, finished
                ? 1
                : 0, unixNs, path.getFileName().toString());
    }

    /** Remembers a text about a run. */
    public synchronized void note(long runId, String kind, String id, String body) throws SQLException {
        execute("insert or replace into note values(?,?,?,?)", runId, kind, id, body);
    }

    /** The texts remembered. */
    public synchronized List<String> notes(long runId, String kind) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement s = db.prepareStatement("select body from note where run=? and kind=? order by id")) {
            s.setLong(1, runId);
            s.setString(2, kind);
            try (ResultSet rows = s.executeQuery()) {
                while (rows.next())
                    found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** The run that was recorded last, or null. */
    public synchronized Long latestRun(String vehicle) throws SQLException {
        try (PreparedStatement s = db.prepareStatement("select run from segment where vehicle=? and frames>0 "
                + "order by updated desc limit 1")) {
            s.setString(1, vehicle);
            try (ResultSet rows = s.executeQuery()) {
                return rows.next() ? rows.getLong(1) : null;
            }
        }
    }

    /** Files of a run in the order in which they were begun; those that are gone are left out. */
    public synchronized List<Segment> segments(long runId) throws SQLException {
        List<Segment> found = new ArrayList<>();
        try (PreparedStatement s = db.prepareStatement("select name, run, begun, updated, frames, bytes, finished "
                + "from segment where run=? order by begun, name")) {
            s.setLong(1, runId);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    Path path = folder.resolve(r.getString(1));
                    if (java.nio.file.Files.isRegularFile(path))
                        found.add(new Segment(path, r.getLong(2), r.getLong(3),
                                r.getLong(4), r.getLong(5), r.getLong(6), r.getInt(7) == 1));
                }
            }
        }
        return found;
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement s = db.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++)
                s.setObject(i + 1, values[i]);
            s.execute();
        }
    }

    @Override
    public synchronized void close() {
        try {
            db.close();
        } catch (SQLException e) {
            // everything is on disk already
        }
    }
}
