using System.Text;
using System.Text.Json;

namespace Saker.Data.Sources;

/// <summary>Copies the values of a file into rows.</summary>
internal sealed class JsonCells : JsonFields
{
    private const int RecordsBetweenLooks = 4096;

    private static readonly JsonSerializerOptions RawOptions = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2_000 };

    private readonly Dictionary<string, int> _positions;
    private readonly (string? Text, CellKinds Kind)[] _row;

    private JsonCells(JsonSource source, IReadOnlyList<string> names)
        : base(source)
    {
        _positions = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        _row = new (string?, CellKinds)[names.Count];
    }

    public static void Copy(JsonSource source, string fullPath, StagedRows rows, CancellationToken cancellationToken)
    {
        var cells = new JsonCells(source, rows.Names);
        using var records = new JsonRecords(source, fullPath);
        while (records.Read())
        {
            if (records.Record % RecordsBetweenLooks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(cells._row);
            cells.Take(records);
            for (var i = 0; i < cells._row.Length; i++)
                rows.Add(i, cells._row[i].Text, cells._row[i].Kind);
            rows.EndRow(cancellationToken);
        }
    }

    protected override void Value(JsonRecords records, string name, ref Utf8JsonReader reader)
    {
        if (!_positions.TryGetValue(name, out var position))
            throw records.RecordError($"the name '{name}' was not there before: the file changed while it was read.");
        _row[position] = reader.TokenType switch
        {
            JsonTokenType.Null => (null, CellKinds.None),
            JsonTokenType.String => (reader.GetString(), CellKinds.Text),
            JsonTokenType.True => ("true", CellKinds.Boolean),
            JsonTokenType.False => ("false", CellKinds.Boolean),
            JsonTokenType.Number => Number(Encoding.UTF8.GetString(reader.ValueSpan)),
            _ => (Raw(ref reader), CellKinds.Text | CellKinds.Boolean),
        };
    }

    private static (string?, CellKinds) Number(string text) => (text, text.AsSpan().ContainsAny('.', 'e', 'E') ? CellKinds.Number : CellKinds.Integer);

    /// <summary>Lists, and objects that are kept whole, as JSON without blanks.</summary>
    private static string Raw(ref Utf8JsonReader reader)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return JsonSerializer.Serialize(value.RootElement, RawOptions);
    }
}
