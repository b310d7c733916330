package dev.skycrane.ground.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What one read-out found.
 *
 * @param key its part of {@code analysis.json}
 * @param title for people
 * @param results sentences, the most important first
 * @param files names in the folder: pictures are shown, others linked
 * @param json the numbers
 */
record Reading(String key, String title, List<String> results, List<String> files, ObjectNode json) {}
