/**
 * Tables as Parquet files (format 2.x, github.com/apache/parquet-format): typed columns, row groups, plain encoding, optionally zstd. Written
 * here because the libraries for it weigh some ten megabytes and carry parts of Hadoop along; any Parquet reader reads the files.
 *
 * <p>Inputs: rows. Outputs: files. Threading: one thread per writer. Memory: one row group.
 */
package dev.skycrane.proto.parquet;
