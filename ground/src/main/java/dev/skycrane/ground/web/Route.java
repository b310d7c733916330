package dev.skycrane.ground.web;

import java.util.List;

/**
 * One route, with what the documentation says of it.
 *
 * @param answer  record that becomes JSON; null where the handler writes the response itself
 * @param body    record expected in the request, or null
 * @param packing writes the answer as Protocol Buffers; null where there is no such form
 */
record Route(String method, String path, String doc, List<Param> params, Class<?> body, Class<?> answer,
        Handler handler,
        Packing packing) {

    /** A query parameter. */
    record Param(String name, String doc) {}

    /** Does the work. */
    @FunctionalInterface
    interface Handler {
        /** @return the answer, or null when the response has been written */
        Object handle(Call call) throws Exception;
    }

    /** The same as Protocol Buffers. */
    @FunctionalInterface
    interface Packing {
        byte[] bytes(Object answer);
    }

    static Route get(String path, String doc, Class<?> answer, Handler handler, Param... params) {
        return new Route("GET", path, doc, List.of(params), null, answer, handler, null);
    }

    static Route post(String path, String doc, Class<?> body, Class<?> answer, Handler handler) {
        return new Route("POST", path, doc, List.of(), body, answer, handler, null);
    }

    Route packed(Packing how) {
        return new Route(method, path, doc, params, body, answer, handler, how);
    }

    static Param param(String name, String doc) {
        return new Param(name, doc);
    }
}
