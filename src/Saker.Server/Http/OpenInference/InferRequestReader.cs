using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>
/// Reads an infer request: one named tensor per raw column, shape [N] or [N, 1], data flat or nested. Two steps, because
/// properties come in any order: the first finds the tensors, the second reads their data into columns.
/// </summary>
internal ref struct InferRequestReader
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly Signature _signature;
    private readonly RowLimits _limits;
    private readonly Dictionary<long, string>? _bare;
    private readonly ProblemList _problems;
    private readonly List<TensorSlice> _tensors = [];
    private readonly List<string> _outputs = [];
    private string? _id;

    private InferRequestReader(ReadOnlySpan<byte> body, Signature signature, RowLimits limits, Dictionary<long, string>? bare)
    {
        _body = body;
        _signature = signature;
        _limits = limits;
        _bare = bare;
        _problems = new ProblemList(limits.MaxErrors);
    }

    /// <param name="body">The request body; may be overwritten.</param>
    /// <param name="signature">What the model takes and gives.</param>
    /// <param name="limits">How much is accepted.</param>
    /// <exception cref="SakerException">The body is no JSON, or tensors are wrong; every problem is named.</exception>
    public static InferRequest Read(Span<byte> body, Signature signature, RowLimits limits)
    {
        try
        {
            return new InferRequestReader(body, signature, limits, null).Read();
        }
        catch (JsonException first)
        {
            if (BareTokens.Replace(body) is not { } bare)
                throw JsonBody.Malformed(first, body);
            try
            {
                return new InferRequestReader(body, signature, limits, bare).Read();
            }
            catch (JsonException exception)
            {
                throw JsonBody.Malformed(exception, body);
            }
        }
    }

    private InferRequest Read()
    {
        var reader = new Utf8JsonReader(_body);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            _problems.Add(null, "body", "is no object; it must be {\"inputs\":[{\"name\":...,\"shape\":[...],\"datatype\":...,\"data\":[...]}]}.");
        }
        else
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                ReadProperty(ref reader);
        }
        while (reader.Read())
        {
        }
        _problems.ThrowIfAny("The request is not an infer request.");
        CheckOutputs();
        var rows = new TensorColumns(_body, InputPlan.Of(_signature), _limits, _bare, _problems).Read(_tensors);
        return new InferRequest { Id = _id, Rows = rows, Outputs = _outputs };
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var name = JsonTexts.Find(ref reader);
        reader.Read();
        switch (name)
        {
            case "id" when reader.TokenType == JsonTokenType.String:
                _id = JsonTexts.Find(ref reader);
                break;
            case "id":
                _problems.Add(null, "id", $"is {JsonTexts.Quote(ref reader)}; give a text.");
                reader.Skip();
                break;
            case "inputs" when EnterList(ref reader, "inputs"):
                while (NextObject(ref reader, "inputs"))
                    _tensors.Add(ReadTensor(ref reader));
                break;
            case "outputs" when EnterList(ref reader, "outputs"):
                while (NextObject(ref reader, "outputs"))
                    ReadOutput(ref reader);
                break;
            case "inputs" or "outputs":
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private readonly bool EnterList(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
            return true;
        _problems.Add(null, name, $"is {JsonTexts.Quote(ref reader)}; give a list of objects.");
        reader.Skip();
        return false;
    }

    // Moves to the next object of the list the reader is in; false at its end.
    private readonly bool NextObject(ref Utf8JsonReader reader, string list)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                return true;
            _problems.Add(null, list, $"holds {JsonTexts.Quote(ref reader)}; give objects.");
            reader.Skip();
        }
        return false;
    }

    private readonly TensorSlice ReadTensor(ref Utf8JsonReader reader)
    {
        var tensor = new TensorSlice();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = JsonTexts.Find(ref reader);
            reader.Read();
            switch (property)
            {
                case "name" when reader.TokenType == JsonTokenType.String: tensor.Name = JsonTexts.Find(ref reader) ?? ""; break;
                case "datatype" when reader.TokenType == JsonTokenType.String: tensor.Datatype = JsonTexts.Find(ref reader) ?? ""; break;
                case "shape": tensor.Shape = ReadShape(ref reader); break;
                case "data":
                    tensor.DataStart = (int)reader.TokenStartIndex;
                    reader.Skip();
                    tensor.DataLength = (int)reader.BytesConsumed - tensor.DataStart;
                    break;
                default: reader.Skip(); break;
            }
        }
        return tensor;
    }

    private static List<long>? ReadShape(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }
        List<long>? shape = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var extent) && extent >= 0)
                shape?.Add(extent);
            else
                shape = null;
            reader.Skip();
        }
        return shape;
    }

    private readonly void ReadOutput(ref Utf8JsonReader reader)
    {
        string? name = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.ValueTextEquals("name"u8);
            reader.Read();
            if (isName && reader.TokenType == JsonTokenType.String)
                name = JsonTexts.Find(ref reader);
            else
                reader.Skip();
        }
        if (name is null)
            _problems.Add(null, "outputs", "holds an output without a name.");
        else
            _outputs.Add(name);
    }

    private readonly void CheckOutputs()
    {
        foreach (var name in _outputs)
        {
            if (!_signature.Outputs.Any(output => output.Name == name))
                _problems.Add(null, name, $"is no output of the model; it gives {string.Join(", ", _signature.Outputs.Select(output => output.Name))}.");
        }
    }
}
