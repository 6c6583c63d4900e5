using System.Text.Json;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Dashboard.Serving.Trying;

/// <summary>A request of the Open Inference Protocol that a model takes: zeros and empty texts of its shapes, or a row.</summary>
public static class TensorExample
{
    // More is no example that anybody reads; the shape says the rest.
    private const int MaxElements = 4_096;

    /// <summary>The datatype of an input as the protocol names it.</summary>
    public static string Datatype(SignatureColumn column) => column.Element switch
    {
        "boolean" => "BOOL",
        "uint8" => "UINT8",
        "uint16" => "UINT16",
        "uint32" => "UINT32",
        "uint64" => "UINT64",
        "int8" => "INT8",
        "int16" => "INT16",
        "int32" => "INT32",
        "int64" => "INT64",
        "float16" => "FP16",
        "bfloat16" => "BF16",
        "float32" => "FP32",
        "float64" => "FP64",
        "text" => "BYTES",
        _ => column.Type switch
        {
            ColumnType.Boolean => "BOOL",
            ColumnType.Int32 => "INT32",
            ColumnType.Int64 => "INT64",
            ColumnType.Float32 => "FP32",
            ColumnType.Float64 => "FP64",
            _ => "BYTES",
        },
    };

    /// <summary>The extents of an input for one row.</summary>
    public static IReadOnlyList<long> Shape(SignatureColumn column) => column.Shape is { } shape ? [.. shape.Select(extent => extent < 0 ? 1 : extent)] : [1, 1];

    /// <param name="signature">What the model takes.</param>
    /// <param name="values">The row; null for zeros.</param>
    /// <param name="isIndented">Whether it is to be read by people.</param>
    public static string Write(Signature signature, TryValues? values, bool isIndented) => JsonTexts.WriteReadable(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("inputs");
            foreach (var column in signature.Inputs)
                WriteInput(writer, column, values);
            writer.WriteEndArray();
            writer.WriteEndObject();
        },
        isIndented);

    /// <summary>A value that a tensor can hold, where the row has none.</summary>
    public static string Held(SignatureColumn column, TryValues values) => values.Find(column.Name) is { Length: > 0 } text ? text
        : column.Type == ColumnType.Text ? "" : column.Type == ColumnType.Boolean ? "false" : "0";

    private static void WriteInput(Utf8JsonWriter writer, SignatureColumn column, TryValues? values)
    {
        var shape = Shape(column);
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("datatype", Datatype(column));
        writer.WriteStartArray("shape");
        foreach (var extent in shape)
            writer.WriteNumberValue(extent);
        writer.WriteEndArray();
        writer.WriteStartArray("data");
        if (values is not null && column.Shape is null)
            TryValues.WriteValue(writer, column with { Nullable = false }, Held(column, values));
        else
            WriteZeros(writer, column, Math.Min(MaxElements, shape.Aggregate(1L, (count, extent) => count * extent)));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteZeros(Utf8JsonWriter writer, SignatureColumn column, long count)
    {
        for (var i = 0; i < count; i++)
        {
            switch (column.Type)
            {
                case ColumnType.Boolean: writer.WriteBooleanValue(false); break;
                case ColumnType.Text: writer.WriteStringValue(""); break;
                default: writer.WriteNumberValue(0); break;
            }
        }
    }
}
