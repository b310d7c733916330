/**
 * MCAP recordings: writer and reader of the format published at mcap.dev/spec, version 0 (magic {@code 89 4d 43 41 50 30 0d 0a}).
 *
 * <p>A file is magic, records, magic. A record is opcode (1 byte), length of its content (8 bytes), content; all numbers are
 * little-endian, texts are a 4-byte length and UTF-8.
 *
 * <pre>
 * header      01  profile text, library text
 * footer      02  summary start 8, summary offset start 8, CRC-32 of the summary 4
 * schema      03  id 2, name text, encoding text, data 4+n
 * channel     04  id 2, schema 2, topic text, message encoding text, metadata map
 * message     05  channel 2, sequence 4, log time 8, publish time 8, data
 * chunk       06  first and last log time 8+8, size uncompressed 8, CRC-32 uncompressed 4, compression text, records 8+n
 * msg index   07  channel 2, entries 4+n of (log time 8, offset in the chunk 8)
 * chunk index 08  times 8+8, chunk offset 8 and length 8, index offsets map 2->8, index length 8, compression, sizes 8+8
 * attachment  09  log time 8, create time 8, name, media type, data 8+n, CRC-32 4
 * att index   0a  offset 8, length 8, log time 8, create time 8, data length 8, name, media type
 * statistics  0b  messages 8, schemas 2, channels 4, attachments 4, metadata 4, chunks 4, times 8+8, counts map 2->8
 * metadata    0c  name text, map
 * meta index  0d  offset 8, length 8, name
 * summ offset 0e  opcode 1, group start 8, group length 8
 * data end    0f  CRC-32 of all bytes before this record 4, 0 = none
 * </pre>
 *
 * <p>Order in a file of ours: header; chunks, each followed by its message indices, with attachments and metadata between; data end;
 * summary (schemas, channels, statistics, chunk, attachment and metadata indices, summary offsets); footer. A schema stands before
 * the first channel that names it, a channel before its first message, in the same or an earlier chunk, so every prefix of a file can be
 * read up to its last whole chunk.
 *
 * <p>A reader takes such a prefix by the normal path: half a record at the end, or zeros left there by a power cut, end the
 * reading without complaint; {@code McapReader.Account.end} tells where. Damage with something whole behind it is an
 * {@code McapException}, or, for those who want what is left, a call of {@code McapHandler.damage} after which reading goes on at the
 * next record, or at the next chunk whose CRC is right when lengths cannot be trusted.
 *
 * <p>Inputs: files, bytes of messages. Outputs: files, messages. Threading: one thread per writer or reader.
 */
package dev.skycrane.proto.mcap;
