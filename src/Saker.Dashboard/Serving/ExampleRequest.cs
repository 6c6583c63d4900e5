using System.Globalization;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Dashboard.Serving;

/// <summary>A predict request that the endpoint accepts, made from what training saw.</summary>
public static class ExampleRequest
{
    public static string Curl(string server, string endpoint, Signature signature) => Serving.Curl.Post(
        $"{server}/api/endpoints/{Uri.EscapeDataString(endpoint)}/predict",
        writer => WriteRows(writer, signature));

    /// <summary>Writes the property <c>rows</c> with one row.</summary>
    public static void WriteRows(Utf8JsonWriter writer, Signature signature)
    {
        writer.WriteStartArray("rows");
        writer.WriteStartObject();
        foreach (var column in signature.Inputs)
            WriteField(writer, column);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteField(Utf8JsonWriter writer, SignatureColumn column)
    {
        var middle = ((column.Min ?? 0) + (column.Max ?? 0)) / 2;
        switch (column.Type)
        {
            case ColumnType.Boolean: writer.WriteBoolean(column.Name, true); break;
            case ColumnType.Int32 or ColumnType.Int64: writer.WriteNumber(column.Name, (long)Math.Floor(middle)); break;
            case ColumnType.Float32 or ColumnType.Float64: writer.WriteNumber(column.Name, Math.Round(middle, 2)); break;
            case ColumnType.Date: writer.WriteString(column.Name, DateOnly.FromDateTime(DateTime.UnixEpoch).ToString("O", CultureInfo.InvariantCulture)); break;
            case ColumnType.Timestamp: writer.WriteString(column.Name, DateTime.UnixEpoch); break;
            default: writer.WriteString(column.Name, column.Categories is [var first, ..] ? first : "text"); break;
        }
    }
}
