using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Data.Sinks;

/// <summary>
/// JSON Lines in UTF-8: one object a row, missing values null; packed by gzip where the name ends with <c>.gz</c>. Times are ISO 8601 texts; a
/// number that is not finite, which JSON does not have, becomes null.
/// </summary>
public sealed record JsonLinesSink : FileSink
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private protected override async Task<long> WriteFileAsync(string path, Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken)
    {
        using var stream = FileStreams.Create(path, isPacked: Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
        using var writer = new Utf8JsonWriter(stream, Options);
        var names = schema.Select(column => JsonEncodedText.Encode(column.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).ToArray();
        var rows = 0L;
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                writer.WriteStartObject();
                for (var i = 0; i < names.Length; i++)
                    Write(writer, names[i], batch.Columns[i], row);
                writer.WriteEndObject();
                writer.Flush();
                writer.Reset();
                stream.WriteByte((byte)'\n');
            }
            rows += batch.RowCount;
        }
        return rows;
    }

    private static void Write(Utf8JsonWriter writer, JsonEncodedText name, Column column, int row)
    {
        if (column.IsNull(row))
        {
            writer.WriteNull(name);
            return;
        }
        switch (column)
        {
            case Column<bool> booleans: writer.WriteBoolean(name, booleans.Values.Span[row]); break;
            case Column<int> ints: writer.WriteNumber(name, ints.Values.Span[row]); break;
            case Column<long> longs: writer.WriteNumber(name, longs.Values.Span[row]); break;
            case Column<float> floats when float.IsFinite(floats.Values.Span[row]): writer.WriteNumber(name, floats.Values.Span[row]); break;
            case Column<double> doubles when double.IsFinite(doubles.Values.Span[row]): writer.WriteNumber(name, doubles.Values.Span[row]); break;
            case Column<float> or Column<double>: writer.WriteNull(name); break;
            default: writer.WriteString(name, CellTexts.Of(column)(row)); break;
        }
    }
}
