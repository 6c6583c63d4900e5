using System.Text.Json;
using Saker.Data;
using Saker.Onnx.Batches;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;

namespace Saker.Server.Http.Rows;

/// <summary>
/// Reads <c>{"rows":[{"tenure":3,...}]}</c> straight into a call's tensors by the signature of its model. Fields that the
/// signature does not have are ignored. Hot path: one pass, no LINQ, no boxing, no strings.
/// </summary>
internal ref struct RowReader
{
    private const int MaxStackColumns = 128;
    private const int SecondCapacity = 16;

    private readonly ReadOnlySpan<byte> _body;
    private readonly InputPlan _plan;
    private readonly InferCall _call;
    private readonly ProblemList _problems;
    private readonly Dictionary<long, string>? _bare;
    private readonly int _maxRows;
    private readonly Span<int> _filled;
    private int _capacity = 1;
    private int _rowCount;
    private bool _hasRows;

    private RowReader(ReadOnlySpan<byte> body, InferCall call, RowLimits limits, Dictionary<long, string>? bare, Span<int> filled)
    {
        _body = body;
        _plan = InputPlan.Of(call.Model);
        _call = call;
        _problems = call.Report.Problems;
        _problems.MaxCount = limits.MaxErrors;
        _maxRows = limits.MaxRows;
        _bare = bare;
        _filled = filled;
    }

    /// <param name="body">The request body.</param>
    /// <param name="call">Its inputs are filled.</param>
    /// <param name="limits">How much is accepted.</param>
    /// <exception cref="SakerException">The body is no JSON, or rows are wrong; every problem is named.</exception>
    public static void Read(ReadOnlySpan<byte> body, InferCall call, RowLimits limits)
    {
        var count = InputPlan.Of(call.Model).Columns.Length;
        Span<int> filled = count <= MaxStackColumns ? stackalloc int[count] : new int[count];
        try
        {
            new RowReader(body, call, limits, null, filled).Read();
        }
        catch (InvalidOperationException exception)
        {
            throw JsonBody.NoUnicode(exception);
        }
        catch (JsonException first)
        {
            var copy = body.ToArray();
            if (BareTokens.Replace(copy) is not { } bare)
                throw JsonBody.Malformed(first, body);
            call.Report.Clear();
            try
            {
                new RowReader(copy, call, limits, bare, filled).Read();
            }
            catch (InvalidOperationException exception)
            {
                throw JsonBody.NoUnicode(exception);
            }
            catch (JsonException exception)
            {
                throw JsonBody.Malformed(exception, body);
            }
        }
    }

    private void Read()
    {
        // By row, one more than the row that filled it last.
        _filled.Clear();
        if (_plan.Columns.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, "The model takes tensors, not rows of fields; ask it by the Open Inference Protocol: POST /v2/models/{model}/infer.", "rows");
        foreach (var input in _call.Inputs)
            input.Reset([1, 1]);
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
        Shape();
        _call.Check();
    }

    private readonly void Shape()
    {
        for (var i = 0; i < _call.Inputs.Length; i++)
            _call.Inputs[i].Resize(_call.Model.Inputs[i].Shape.Count == 1 ? [_rowCount] : [_rowCount, 1]);
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var isRows = reader.ValueTextEquals("rows"u8);
        var isExplain = !isRows && reader.ValueTextEquals("explain"u8);
        reader.Read();
        if (isExplain)
        {
            ReadExplain(ref reader);
        }
        else if (!isRows)
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

    private readonly void ReadExplain(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            _call.WantsExplanation = reader.TokenType == JsonTokenType.True;
            return;
        }
        _problems.Add(null, "explain", $"is {JsonTexts.Quote(ref reader)}; give true or false.");
        reader.Skip();
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
            if (_rowCount == _capacity)
                Grow();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadRow(ref reader);
            }
            else
            {
                _problems.Add(_rowCount, "rows", $"is {JsonTexts.Quote(ref reader)}; give an object of fields.");
                reader.Skip();
                foreach (var column in _plan.Columns)
                    Fail(column, null);
            }
            _rowCount++;
        }
    }

    private void Grow()
    {
        _capacity = Math.Max(SecondCapacity, _capacity * 2);
        foreach (var input in _call.Inputs)
            input.Resize([_capacity, 1]);
    }

    private readonly void ReadRow(ref Utf8JsonReader reader)
    {
        var expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var position = _plan.Find(ref reader, expected);
            if (position < 0 && _call.Guard.LooksAtExtra)
                _call.Guard.TakeExtra(reader.GetString()!, _rowCount, _call.Report);
            reader.Read();
            if (position >= 0)
            {
                expected = position + 1;
                ReadField(ref reader, position);
            }
            reader.Skip();
        }
        for (var i = 0; i < _filled.Length; i++)
            if (_filled[i] <= _rowCount)
                TakeMissing(_plan.Columns[i]);
    }

    private readonly void TakeMissing(InputColumn column)
    {
        if (!_call.Guard.TakesMissingField(column.Name, _rowCount, _call.Report))
            Fail(column, $"is missing; give {column.Expected}.");
        else if (column.Tensor >= 0 && ColumnCells.StoreMissing(column, _call.Inputs[column.Tensor], _rowCount) is { } wrong)
            Fail(column, wrong);
        else
            _problems.MarkCell(_rowCount, column.Tensor);
    }

    private readonly void ReadField(ref Utf8JsonReader reader, int position)
    {
        var column = _plan.Columns[position];
        if (_filled[position] > _rowCount)
        {
            Fail(column, "occurs twice in the row; give it once.");
            return;
        }
        _filled[position] = _rowCount + 1;
        if (_bare is not null && reader.TokenType == JsonTokenType.StartArray && _bare.TryGetValue(reader.TokenStartIndex, out var token))
            Fail(column, $"is {token}, which is no number; give {column.Expected}.");
        else if (column.Tensor >= 0 && ColumnCells.Read(ref reader, column, _call, _rowCount) is { } wrong)
            Fail(column, wrong);
    }

    // Notes the value as wrong, so that nothing more is said of it.
    private readonly void Fail(InputColumn column, string? message)
    {
        if (message is null)
            _problems.MarkCell(_rowCount, column.Tensor);
        else
            _problems.AddCell(_rowCount, column.Tensor, column.Name, message);
    }
}
