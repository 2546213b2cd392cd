package io.omendb.core.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Schema;

/** The flatbuffers that say what an Arrow stream or file holds: schema message and file footer. */
public final class ArrowMetadata {
  private static final int INITIAL_SIZE = 1024;

  /** Where a record batch lies in a file: the start of its message, and the two parts' lengths. */
  public record BatchBlock(long offset, int metadataLength, long bodyLength) {}

  private ArrowMetadata() {}

  /** The flatbuffer of a schema message. */
  public static ByteBuffer schemaMessage(List<ArrowField> fields, Map<String, String> metadata) {
    FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_SIZE);
    int schema = writeSchema(builder, fields, metadata);
    return finishMessage(builder, MessageHeader.Schema, schema, 0);
  }

  /** The flatbuffer of a file's footer. */
  public static ByteBuffer footer(
      List<ArrowField> fields, Map<String, String> metadata, List<BatchBlock> batches) {
    FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_SIZE);
    int schema = writeSchema(builder, fields, metadata);
    Footer.startDictionariesVector(builder, 0);
    int dictionaries = builder.endVector();
    Footer.startRecordBatchesVector(builder, batches.size());
    for (BatchBlock batch : batches.reversed()) {
      Block.createBlock(builder, batch.offset(), batch.metadataLength(), batch.bodyLength());
    }
    int recordBatches = builder.endVector();
    builder.finish(
        Footer.createFooter(builder, MetadataVersion.V5, schema, dictionaries, recordBatches, 0));
    return builder.dataBuffer();
  }

  static ByteBuffer finishMessage(
      FlatBufferBuilder builder, byte headerType, int header, long bodyLength) {
    builder.finish(
        Message.createMessage(builder, MetadataVersion.V5, headerType, header, bodyLength, 0));
    return builder.dataBuffer();
  }

  static int[] writeKeyValues(FlatBufferBuilder builder, Map<String, String> metadata) {
    int[] offsets = new int[metadata.size()];
    int next = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      int key = builder.createString(entry.getKey());
      int value = builder.createString(entry.getValue());
      offsets[next++] = KeyValue.createKeyValue(builder, key, value);
    }
    return offsets;
  }

  private static int writeSchema(
      FlatBufferBuilder builder, List<ArrowField> fields, Map<String, String> metadata) {
    int[] fieldOffsets = new int[fields.size()];
    for (int i = 0; i < fieldOffsets.length; i++) {
      fieldOffsets[i] = fields.get(i).write(builder);
    }
    int fieldsVector = Schema.createFieldsVector(builder, fieldOffsets);
    int metadataVector =
        metadata.isEmpty()
            ? 0
            : Schema.createCustomMetadataVector(builder, writeKeyValues(builder, metadata));
    return Schema.createSchema(builder, Endianness.Little, fieldsVector, metadataVector, 0);
  }
}
