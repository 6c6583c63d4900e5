using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Server.Http.Rows;

/// <summary>
/// Reads <c>{"rows":[{"tenure":3,...}]}</c> straight into columns by a signature. Fields that the signature does not have
/// are ignored. Hot path: one pass, no LINQ, no boxing, no string for a known text.
/// </summary>
internal ref struct RowReader
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly InputPlan _plan;
    private readonly ProblemList _problems;
    private readonly ColumnBuilder[] _builders;
    private readonly Dictionary<long, string>? _bare;
    private readonly int _maxRows;
    private int _rowCount;
    private bool _hasRows;

    private RowReader(ReadOnlySpan<byte> body, Signature signature, RowLimits limits, Dictionary<long, string>? bare)
    {
        _body = body;
        _plan = InputPlan.Of(signature);
        _problems = new ProblemList(limits.MaxErrors);
        _builders = _plan.NewBuilders(_problems);
        _maxRows = limits.MaxRows;
        _bare = bare;
    }

    /// <param name="body">The request body; may be overwritten.</param>
    /// <param name="signature">What the model takes.</param>
    /// <param name="limits">How much is accepted.</param>
    /// <exception cref="SakerException">The body is no JSON, or rows are wrong; every problem is named.</exception>
    public static Table Read(Span<byte> body, Signature signature, RowLimits limits)
    {
        try
        {
            return new RowReader(body, signature, limits, null).Read();
        }
        catch (JsonException first)
        {
            if (BareTokens.Replace(body) is not { } bare)
                throw JsonBody.Malformed(first, body);
            try
            {
                return new RowReader(body, signature, limits, bare).Read();
            }
            catch (JsonException exception)
            {
                throw JsonBody.Malformed(exception, body);
            }
        }
    }

    private Table Read()
    {
        var reader = new Utf8JsonReader(_body);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                ReadProperty(ref reader);
        }
        else
        {
            reader.Skip();
        }
        // What follows the value must be nothing; the reader throws otherwise.
        while (reader.Read())
        {
        }
        if (!_hasRows)
            _problems.Add(null, "rows", "is missing; the body must be {\"rows\":[{...}]}.");
        else if (_rowCount == 0 && _problems.TotalCount == 0)
            _problems.Add(null, "rows", "is empty; give at least one row.");
        _problems.ThrowIfAny("The rows do not fit the model.");
        var columns = new Column[_builders.Length];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = _builders[i].Build();
        return new Table(columns);
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var isRows = reader.ValueTextEquals("rows"u8);
        reader.Read();
        if (!isRows)
        {
            reader.Skip();
        }
        else if (_hasRows)
        {
            _problems.Add(null, "rows", "occurs twice; give one list.");
            reader.Skip();
        }
        else
        {
            _hasRows = true;
            ReadRows(ref reader);
        }
    }

    private void ReadRows(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            _problems.Add(null, "rows", $"is {JsonTexts.Quote(ref reader)}; give a list of objects.");
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (_rowCount == _maxRows)
                throw new SakerException(ErrorKind.InvalidInput, "The request has too many rows.", [new Problem("rows", $"has more than {_maxRows} rows; send them in several requests.")]);
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadRow(ref reader);
            }
            else
            {
                _problems.Add(_rowCount, "rows", $"is {JsonTexts.Quote(ref reader)}; give an object of fields.");
                reader.Skip();
                FillRow(report: false);
            }
            _rowCount++;
        }
    }

    private readonly void ReadRow(ref Utf8JsonReader reader)
    {
        var expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var position = _plan.Find(ref reader, expected);
            reader.Read();
            if (position < 0)
            {
                reader.Skip();
                continue;
            }
            expected = position + 1;
            if (_builders[position].Count > _rowCount)
            {
                _problems.Add(_rowCount, _plan.Columns[position].Name, "occurs twice in the row; give it once.");
                reader.Skip();
            }
            else if (_bare is not null && reader.TokenType == JsonTokenType.StartArray && _bare.TryGetValue(reader.TokenStartIndex, out var token))
            {
                _builders[position].Reject($"is {token}, which is no number; give {_plan.Columns[position].Expected}.");
                reader.Skip();
            }
            else
            {
                _builders[position].Read(ref reader);
            }
        }
        FillRow(report: true);
    }

    private readonly void FillRow(bool report)
    {
        foreach (var builder in _builders)
        {
            if (builder.Count == _rowCount)
                builder.SkipRow(report);
        }
    }
}
