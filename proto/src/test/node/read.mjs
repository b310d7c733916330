// Reads a recording with the reference library: by index and as a stream, decodes every message by the schema in the file, and
// prints what it found as JSON.
import { open, readFile } from "node:fs/promises";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import { loadDecompressHandlers, protobufFromBinaryDescriptor } from "@mcap/support";

const path = process.argv[2];
const decompressHandlers = await loadDecompressHandlers();

async function indexed() {
  const file = await open(path, "r");
  const size = (await file.stat()).size;
  const readable = {
    size: async () => BigInt(size),
    read: async (offset, length) => {
      const bytes = new Uint8Array(Number(length));
      await file.read(bytes, 0, bytes.length, Number(offset));
      return bytes;
    },
  };
  const reader = await McapIndexedReader.Initialize({ readable, decompressHandlers });
  const parsers = new Map();
  for (const channel of reader.channelsById.values()) {
    const schema = reader.schemasById.get(channel.schemaId);
    parsers.set(channel.id, protobufFromBinaryDescriptor(schema.data).lookupType(schema.name));
  }
  const counts = {};
  let tickSum = 0;
  let lastLogTime = -1n;
  for await (const message of reader.readMessages({ validateCrcs: true })) {
    const topic = reader.channelsById.get(message.channelId).topic;
    counts[topic] = (counts[topic] ?? 0) + 1;
    tickSum += Number(parsers.get(message.channelId).decode(message.data).tick);
    if (message.logTime < lastLogTime) throw new Error("log times run backwards");
    lastLogTime = message.logTime;
  }
  const attachments = [];
  for await (const attachment of reader.readAttachments()) attachments.push(attachment.name);
  const metadata = [];
  for await (const record of reader.readMetadata()) metadata.push(record.name);
  await file.close();
  return {
    counts, tickSum, attachments, metadata, chunks: reader.chunkIndexes.length,
    messages: Number(reader.statistics.messageCount), profile: reader.header.profile,
  };
}

async function streamed() {
  const reader = new McapStreamReader({ validateCrcs: true, decompressHandlers });
  reader.append(new Uint8Array(await readFile(path)));
  let messages = 0;
  for (let record; (record = reader.nextRecord()); ) if (record.type === "Message") messages++;
  if (!reader.done()) throw new Error("the stream is not complete");
  return messages;
}

console.log(JSON.stringify({ ...(await indexed()), streamed: await streamed() }));
