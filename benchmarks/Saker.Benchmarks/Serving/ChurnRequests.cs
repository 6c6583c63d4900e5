using System.Buffers;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Benchmarks.Serving;

/// <summary>Open Inference requests of one row each, from rows of the data itself.</summary>
internal static class ChurnRequests
{
    public static IReadOnlyList<byte[]> Create(Table rows, Signature signature, int count) => [.. Enumerable.Range(0, count).Select(row => OfRow(rows, signature, row * (rows.RowCount / count)))];

    private static byte[] OfRow(Table rows, Signature signature, int row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("inputs");
            foreach (var input in signature.Inputs)
                Write(writer, rows.Get(input.Name), row, Datatype(input.Type));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, Column column, int row, string datatype)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteStartArray("shape");
        writer.WriteNumberValue(1);
        writer.WriteNumberValue(1);
        writer.WriteEndArray();
        writer.WriteString("datatype", datatype);
        writer.WriteStartArray("data");
        switch (column.GetValue(row))
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case var other:
                throw new BenchmarkException($"column {column.Name} holds {other.GetType()}.");
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Datatype(ColumnType type) => type switch
    {
        ColumnType.Int64 => "INT64",
        ColumnType.Float64 => "FP64",
        _ => "BYTES",
    };
}
