package dev.skycrane.ground.export;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Indented XML in the namespace of XTCE 1.2. */
final class XtceWriter {
    static final String NAMESPACE = "http://www.omg.org/spec/XTCE/20180204";
    private static final String SCHEMA = "https://www.omg.org/spec/XTCE/20180204/SpaceSystem.xsd";
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final XMLStreamWriter xml;
    private int depth;

    XtceWriter(OutputStream out) throws XMLStreamException {
        xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
        xml.writeStartDocument("UTF-8", "1.0");
    }

    private void indent() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    /** Opens the root element. */
    void root(String name, String... attributes) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeNamespace("xsi", INSTANCE);
        xml.writeAttribute("xsi", INSTANCE, "schemaLocation", NAMESPACE + " " + SCHEMA);
        attributes(attributes);
        depth++;
    }

    /** Opens an element. @param attributes names and values by turns; a null value leaves its name out */
    void begin(String name, String... attributes) throws XMLStreamException {
        indent();
        xml.writeStartElement(name);
        attributes(attributes);
        depth++;
    }

    /** An element without content. */
    void empty(String name, String... attributes) throws XMLStreamException {
        indent();
        xml.writeEmptyElement(name);
        attributes(attributes);
    }

    /** An element with text. */
    void text(String name, String text) throws XMLStreamException {
        indent();
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    void end() throws XMLStreamException {
        depth--;
        indent();
        xml.writeEndElement();
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2)
            if (attributes[i + 1] != null) xml.writeAttribute(attributes[i], attributes[i + 1]);
    }

    void close() throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.close();
    }
}
