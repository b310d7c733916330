package dev.skycrane.hil.bench;

import dev.skycrane.proto.InputException;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The other people's programs a figure is measured against: a folder of jars outside the shipped ones. */
final class Peers implements AutoCloseable {
    /** What to do where the folder is absent. */
    static final String HOW_TO_BUILD = "no peers beside the jar: build them with mvn -q -Pbench -DskipTests package";

    private final List<Path> jars;
    private final URLClassLoader loader;

    private Peers(List<Path> jars) throws MalformedURLException {
        this.jars = List.copyOf(jars);
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++)
            urls[i] = jars.get(i).toUri().toURL();
        loader = new URLClassLoader(urls, Peers.class.getClassLoader());
    }

    /**
     * Opens a folder of peers.
     *
     * @param folder as the user named it, or null for {@code bench} beside the running jar, which may be absent
     * @throws InputException if the user named a folder that is none
     */
    static Peers open(Path folder) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            throw InputException.of("usage", "--peers", folder, "a folder of jars");
        }
        Path chosen = folder == null ? besideTheJar("bench") : folder;
        if (!Files.isDirectory(chosen)) return new Peers(List.of());
        try (Stream<Path> files = Files.walk(chosen, 2)) {
            return new Peers(files.filter(f -> f.toString().endsWith(".jar")).sorted().toList());
        }
    }

    /** A folder beside the running program's jar. */
    static Path besideTheJar(String name) {
        try {
            Path code = Path.of(Peers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return code.resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean absent() {
        return jars.isEmpty();
    }

    /** Those in the folder that offer {@code service}, in the order of their registration. */
    <T> List<T> of(Class<T> service) {
        List<T> found = new ArrayList<>();
        if (absent()) return found;
        ServiceLoader.load(service, loader).forEach(found::add);
        return found;
    }

    /** The peers' jars alone, as a class path. */
    String jarPath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** A class path for a process of its own: this program and the peers. */
    String classPath() {
        return Stream.concat(Stream.of(System.getProperty("java.class.path")), jars.stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
