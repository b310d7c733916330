package dev.skycrane.ground.web;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The documentation of the interface, made from the routes and the records they answer: a page, and OpenAPI 3.1. */
final class ApiPage {
    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Skycrane station: interface</title><style>
            body{font:15px/1.5 system-ui,sans-serif;background:#14171c;color:#d7dce2;max-width:1100px;margin:2em auto;padding:0 1em}
            code,td:first-child{font-family:ui-monospace,monospace;color:#9fd0ff} table{border-collapse:collapse;margin:.3em 0 1.2em}
            td{padding:.15em .8em .15em 0;vertical-align:top} h2{margin:1.6em 0 .2em;font-size:1.05em} a{color:#9fd0ff}
            .m{color:#f0b35a}</style></head><body><h1>Skycrane station: interface</h1>
            <p>JSON; times <code>t</code> are on-board seconds since entry interface, <code>...Ms</code> wall clock in ms since 1970; an
            absent number is null. Refusals are <code>{"error": "what: name=value, expected ..."}</code> with 400, 404 or 409. A replay
            answers nothing later than its clock. The same for programs: <a href="/api/openapi.json">OpenAPI</a>.</p>
            """;
    private static final String SOCKET = """
            <h2><span class="m">WebSocket</span> /api/live</h2><p>Texts of JSON with a <code>type</code>. The page sends
            <code>subscribe</code> {channels: names or ["*"], rows: "all" or "latest", rateHz: 1 to 30} and <code>unsubscribe</code>
            {channels}. The station answers <code>subscribed</code> {channels, fromT, from: {track: t}}: history up to and with fromT is to
            be asked for, all later rows follow, so there is no seam. It sends <code>hello</code> {status}, <code>telemetry</code> {track, t,
            receivedMs, values: {name: [..]}, states: {name: yellow or red, of the last row}}, <code>event</code> {track, event},
            <code>callOut</code> {track, t, text, severity}, <code>image</code> {track, image} when complete, <code>alarm</code> {track,
            alarm}, <code>clock</code> {clock} four times a second, <code>link</code> {segments} once a second, <code>reset</code> {track,
            reason: run, seek or loop, t} when what was shown is void, <code>dropped</code> {rows} when the page was too slow.</p>
            """;

    private ApiPage() {}

    /** @param documented the routes to tell of */
    static List<Route> routes(List<Route> documented) {
        List<Route> all = List.copyOf(documented);
        return List.of(Route.get("/api", "This page.", null, call -> {
            call.context().contentType("text/html; charset=utf-8").result(html(all));
            return null;
        }), Route.get("/api/openapi.json", "The interface as OpenAPI 3.1.", null, call -> openApi(all)));
    }

    private static String html(List<Route> routes) {
        StringBuilder page = new StringBuilder(HEAD);
        for (Route r : routes) {
            page.append("<h2><span class=\"m\">").append(r.method()).append("</span> ").append(escape(r.path())).append(
                    "</h2><p>").append(escape(r.doc()));
            if (r.packing() != null) page.append(" Also as Protocol Buffers, Accept: application/x-protobuf.");
            page.append("</p><table>");
            r.params().forEach(p -> row(page, "?" + p.name(), p.doc()));
            if (r.body() != null) row(page, "body", type(r.body()));
            if (r.answer() != null) row(page, "answer", type(r.answer()));
            page.append("</table>");
        }
        page.append(SOCKET).append("<h1>Records</h1>");
        for (Class<?> record : records(routes)) {
            page.append("<h2 id=\"").append(record.getSimpleName()).append("\">").append(record.getSimpleName()).append(
                    "</h2>");
            Doc doc = record.getAnnotation(Doc.class);
            if (doc != null) page.append("<p>").append(escape(doc.value())).append("</p>");
            page.append("<table>");
            for (RecordComponent c : record.getRecordComponents()) {
                Doc note = c.getAnnotation(Doc.class);
                page.append("<tr><td>").append(c.getName()).append("</td><td>").append(link(c.getGenericType())).append(
                        "</td><td>").append(note == null ? "" : escape(note.value())).append("</td></tr>");
            }
            page.append("</table>");
        }
        return page.append("</body></html>").toString();
    }

    private static void row(StringBuilder page, String name, String text) {
        page.append("<tr><td>").append(name).append("</td><td>").append(text.startsWith("<a") ? text : escape(text))
                .append("</td></tr>");
    }

    private static String type(Class<?> record) {
        return "<a href=\"#" + record.getSimpleName() + "\">" + record.getSimpleName() + "</a>";
    }

    private static String link(Type type) {
        if (type instanceof ParameterizedType p) {
            Type[] args = p.getActualTypeArguments();
            return args.length == 1 ? link(args[0]) + "[]" : "{name: " + link(args[1]) + "}";
        }
        Class<?> c = (Class<?>) type;
        if (c.isArray()) return link(c.getComponentType()) + "[]";
        return c.isRecord() ? type(c) : schemaType(c);
    }

    private static String schemaType(Class<?> c) {
        if (c == String.class) return "string";
        if (c == boolean.class || c == Boolean.class) return "boolean";
        return c == int.class || c == long.class || c == Long.class || c == Integer.class ? "integer" : "number";
    }

    private static Set<Class<?>> records(List<Route> routes) {
        Set<Class<?>> found = new LinkedHashSet<>();
        found.add(Answers.Refusal.class);
        for (Route r : routes) {
            if (r.body() != null) collect(r.body(), found);
            if (r.answer() != null) collect(r.answer(), found);
        }
        return found;
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType p) {
            for (Type arg : p.getActualTypeArguments())
                collect(arg, found);
        } else if (type instanceof Class<?> c && c.isRecord() && found.add(c)) {
            for (RecordComponent component : c.getRecordComponents())
                collect(component.getGenericType(), found);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Map<String, Object> openApi(List<Route> routes) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Route r : routes) {
            Map<String, Object> operation = new LinkedHashMap<>();
            operation.put("summary", r.doc());
            operation.put("parameters", parameters(r));
            if (r.body() != null)
                operation.put("requestBody", Map.of("required", true, "content", json(r.body())));
            operation.put("responses", Map.of("200", r.answer() == null
                    ? Map.of("description", r.doc())
                    : Map.of("description", r.doc(), "content", json(r.answer()))));
            @SuppressWarnings("unchecked")
            Map<String, Object> path = (Map<String, Object>) paths.computeIfAbsent(r.path(),
                    p -> new LinkedHashMap<String, Object>());
            path.put(r.method().toLowerCase(java.util.Locale.ROOT), operation);
        }
        Map<String, Object> schemas = new LinkedHashMap<>();
        for (Class<?> record : records(routes))
            schemas.put(record.getSimpleName(), schema(record));
        return Map.of("openapi", "3.1.0", "info", Map.of("title", "Skycrane station", "version", "1"), "paths", paths,
                "components", Map.of("schemas", schemas));
    }

    private static List<Map<String, Object>> parameters(Route r) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String part : r.path().split("/")) {
            if (!part.startsWith("{")) continue;
            all.add(Map.of("name", part.substring(1, part.length() - 1), "in", "path", "required", true, "schema", Map
                    .of("type", "string")));
        }
        r.params().forEach(p -> all.add(Map.of("name", p.name(), "in", "query", "description", p.doc(), "schema", Map
                .of("type", "string"))));
        return all;
    }

    private static Map<String, Object> json(Class<?> record) {
        return Map.of("application/json", Map.of("schema", reference(record)));
    }

    private static Map<String, Object> reference(Class<?> record) {
        return Map.of("$ref", "#/components/schemas/" + record.getSimpleName());
    }

    private static Map<String, Object> schema(Class<?> record) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent c : record.getRecordComponents())
            properties.put(c.getName(), schema(c.getGenericType()));
        return Map.of("type", "object", "properties", properties);
    }

    private static Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType p) {
            Type[] args = p.getActualTypeArguments();
            return args.length == 1
                    ? Map.of("type", "array", "items", schema(args[0]))
                    : Map.of("type", "object", "additionalProperties", schema(args[1]));
        }
        Class<?> c = (Class<?>) type;
        if (c.isArray()) return Map.of("type", "array", "items", schema((Type) c.getComponentType()));
        return c.isRecord() ? reference(c) : Map.of("type", List.of(schemaType(c), "null"));
    }
}
