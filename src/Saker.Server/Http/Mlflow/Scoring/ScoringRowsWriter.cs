using System.Buffers;
using System.Text.Json;
using Saker.Data;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>Writes rows as <c>{"rows":[{...}]}</c> and gathers what is wrong with their form.</summary>
internal sealed class ScoringRowsWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;
    private readonly ProblemList _problems;
    private readonly string _form;
    private readonly int _maxRows;
    private int _rowCount;

    public ScoringRowsWriter(string form, RowLimits limits)
    {
        _form = form;
        _maxRows = limits.MaxRows;
        _problems = new ProblemList(limits.MaxErrors);
        // What is written was read as JSON before.
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _writer.WriteStartObject();
        _writer.WriteStartArray("rows");
    }

    /// <summary>A row that is written as it is; the reader says what is wrong with it.</summary>
    public void Add(JsonElement row)
    {
        BeginRow();
        row.WriteTo(_writer);
    }

    public void AddOnly(string name, JsonElement value)
    {
        BeginRow();
        _writer.WriteStartObject();
        Write(name, value);
        _writer.WriteEndObject();
    }

    public void AddByPosition(IReadOnlyList<string> names, JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != names.Count)
            _problems.Add(_rowCount, _form, row.ValueKind != JsonValueKind.Array ? $"is {ShortText(row)}; give a list of values." : $"has {row.GetArrayLength()} values for {names.Count} columns.");
        BeginRow();
        _writer.WriteStartObject();
        if (row.ValueKind == JsonValueKind.Array)
        {
            foreach (var (at, value) in row.EnumerateArray().Take(names.Count).Index())
                Write(names[at], value);
        }
        _writer.WriteEndObject();
    }

    public void AddRow(IReadOnlyList<(string Name, List<JsonElement> Values)> columns, int row)
    {
        BeginRow();
        _writer.WriteStartObject();
        foreach (var (name, values) in columns)
            Write(name, values[row]);
        _writer.WriteEndObject();
    }

    /// <summary>A row of texts, as CSV has it; <paramref name="write"/> writes its fields.</summary>
    public void AddTexts(int fieldCount, int columnCount, Action<Utf8JsonWriter> write)
    {
        if (fieldCount != columnCount)
            _problems.Add(_rowCount, _form, $"has {fieldCount} fields; the header row has {columnCount}.");
        BeginRow();
        _writer.WriteStartObject();
        write(_writer);
        _writer.WriteEndObject();
    }

    /// <exception cref="SakerException">Rows are not of the form; each is named.</exception>
    public byte[] Complete()
    {
        _problems.ThrowIfAny($"The rows of {_form} are not as they must be.");
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    // A tensor of shape [N, 1] has its values in lists of one.
    private void Write(string name, JsonElement value)
    {
        _writer.WritePropertyName(name);
        (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0] : value).WriteTo(_writer);
    }

    private void BeginRow()
    {
        if (_rowCount++ == _maxRows)
            throw new SakerException(ErrorKind.InvalidInput, "The request has too many rows.", [new Problem(_form, $"has more than {_maxRows} rows; send them in several requests.")]);
    }

    private static string ShortText(JsonElement element)
    {
        const int most = 40;
        var text = element.GetRawText();
        return text.Length > most ? text[..most] + "..." : text;
    }
}
