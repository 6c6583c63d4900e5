using System.Text.Json;
using Saker.Data;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>
/// Reads an infer request into a call's tensors: JSON, and after it raw bytes of the tensors that say so. Hot path: where name,
/// shape and datatype of a tensor come before its data, as clients send them, everything is read in one pass without strings.
/// </summary>
internal ref struct InferReader
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly InferPlan _plan;
    private readonly InferRequest _request;
    private readonly InferCall _call;
    private readonly ProblemList _problems;
    private readonly Dictionary<long, string>? _bare;
    private TensorReader _tensors;
    private int _expected;
    private RequestProperties _seen;

    private InferReader(ReadOnlySpan<byte> json, ReadOnlySpan<byte> raw, InferCall call, InferRequest request, InferLimits limits, Dictionary<long, string>? bare)
    {
        _json = json;
        _plan = InferPlan.Of(call.Model);
        _request = request;
        _bare = bare;
        _call = call;
        _problems = call.Report.Problems;
        _problems.MaxCount = limits.MaxErrors;
        _tensors = new TensorReader(_plan, call, request, raw, limits.MaxRows);
    }

    /// <param name="body">JSON, and after it the bytes of binary tensors.</param>
    /// <param name="jsonLength">How much of the body is JSON.</param>
    /// <param name="call">Its inputs are filled.</param>
    /// <param name="request">Takes what else the request says.</param>
    /// <param name="limits">How much is accepted.</param>
    /// <exception cref="SakerException">The body is no JSON, or tensors are wrong; every problem is named.</exception>
    public static void Read(ReadOnlySpan<byte> body, int jsonLength, InferCall call, InferRequest request, InferLimits limits)
    {
        var json = body[..jsonLength];
        var raw = body[jsonLength..];
        var plan = InferPlan.Of(call.Model);
        if (raw.IsEmpty && plan.Skeletons.TryRead(json, plan, call, request))
        {
            call.Check();
            return;
        }
        try
        {
            var isNoting = raw.IsEmpty && plan.Skeletons.ShouldLearn(json.Length);
            if (isNoting)
                request.Holes.Begin();
            new InferReader(json, raw, call, request, limits, null).Read();
            if (isNoting && request.Holes.End(plan.Inputs.Length) is { } holes)
                plan.Skeletons.Learn(new InferSkeleton(json, holes));
        }
        catch (InvalidOperationException exception)
        {
            throw JsonBody.NoUnicode(exception);
        }
        catch (JsonException first)
        {
            var copy = json.ToArray();
            if (BareTokens.Replace(copy) is not { } bare)
                throw JsonBody.Malformed(first, json);
            request.Clear();
            call.Report.Clear();
            try
            {
                new InferReader(copy, raw, call, request, limits, bare).Read();
            }
            catch (InvalidOperationException exception)
            {
                throw JsonBody.NoUnicode(exception);
            }
            catch (JsonException exception)
            {
                throw JsonBody.Malformed(exception, json);
            }
        }
    }

    /// <summary>Reads a body that is nothing but the elements of the model's one input.</summary>
    public static void ReadRaw(ReadOnlySpan<byte> body, InferCall call, InferRequest request, InferLimits limits)
    {
        request.IsBinary = true;
        new InferReader([], body, call, request, limits, null).ReadRaw();
    }

    private void ReadRaw()
    {
        if (_plan.Inputs is not [var input])
            throw new SakerException(ErrorKind.InvalidInput, $"A raw binary body stands for one tensor; the model takes {_plan.Inputs.Length}. Send a JSON header before the tensors.", "body");
        var head = new TensorHead();
        _tensors.ReadRaw(ref head, input);
        _tensors.Finish();
        _call.Check();
    }

    private void Read()
    {
        var reader = new Utf8JsonReader(_json);
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
        _tensors.Finish();
        _call.Check();
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var property = reader.ValueTextEquals("inputs"u8) ? RequestProperties.Inputs
            : reader.ValueTextEquals("id"u8) ? RequestProperties.Id
            : reader.ValueTextEquals("outputs"u8) ? RequestProperties.Outputs
            : reader.ValueTextEquals("parameters"u8) ? RequestProperties.Parameters
            : RequestProperties.None;
        reader.Read();
        if ((_seen & property) != 0)
        {
            _problems.Add(null, property.ToString().ToLowerInvariant(), "occurs twice; give it once.");
            reader.Skip();
            return;
        }
        _seen |= property;
        if (property is RequestProperties.Outputs or RequestProperties.Parameters or RequestProperties.None)
            _request.Holes.Spoil();
        switch (property)
        {
            case RequestProperties.Inputs: ReadInputs(ref reader); break;
            case RequestProperties.Id: ReadId(ref reader); break;
            case RequestProperties.Outputs: ReadOutputs(ref reader); break;
            case RequestProperties.Parameters: ReadParameters(ref reader); break;
            default: reader.Skip(); break;
        }
    }

    private readonly void ReadId(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && JsonTexts.IsUnicode(ref reader))
        {
            // Past the quote.
            var start = (int)reader.TokenStartIndex + 1;
            _request.Id = start..(start + reader.ValueSpan.Length);
            if (_request.Holes.IsNoting)
                _request.Holes.Note(new InferHole(start - 1, start + reader.ValueSpan.Length + 1, -1, default, []));
            return;
        }
        _problems.Add(null, "id", $"is {JsonTexts.Quote(ref reader)}; give a text.");
        reader.Skip();
    }

    private void ReadInputs(ref Utf8JsonReader reader)
    {
        if (!EnterList(ref reader, "inputs"))
            return;
        while (NextObject(ref reader, "inputs"))
            ReadTensor(ref reader, new TensorHead());
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

    private void ReadTensor(ref Utf8JsonReader reader, TensorHead head)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.ValueTextEquals("name"u8) ? TensorProperties.Name
                : reader.ValueTextEquals("shape"u8) ? TensorProperties.Shape
                : reader.ValueTextEquals("datatype"u8) ? TensorProperties.Datatype
                : reader.ValueTextEquals("data"u8) ? TensorProperties.Data
                : reader.ValueTextEquals("parameters"u8) ? TensorProperties.Parameters
                : TensorProperties.None;
            reader.Read();
            if (!head.TrySee(property) && property != TensorProperties.None)
                _problems.Add(null, head.Index < 0 ? "inputs" : _plan.Inputs[head.Index].Name, $"has {property.ToString().ToLowerInvariant()} twice; give it once.");
            else
                ReadTensorProperty(ref reader, ref head, property);
            reader.Skip();
        }
        if ((head.Seen & TensorProperties.Name) == 0)
            _problems.Add(null, "inputs", "holds a tensor without a name.");
        _tensors.End(ref head, _json, _bare);
    }

    private void ReadTensorProperty(ref Utf8JsonReader reader, ref TensorHead head, TensorProperties property)
    {
        switch (property)
        {
            case TensorProperties.Name when reader.TokenType == JsonTokenType.String:
                head.Index = _plan.FindInput(ref reader, _expected);
                _expected = head.Index + 1;
                if (head.Index < 0)
                    _request.Holes.Spoil();
                if (head.Index < 0 && _call.Guard.LooksAtExtra)
                    _call.Guard.TakeExtra(JsonTexts.Find(ref reader) ?? "inputs", row: null, _call.Report);
                break;
            case TensorProperties.Name:
                _problems.Add(null, "inputs", $"holds a tensor whose name is {JsonTexts.Quote(ref reader)}; give a text.");
                break;
            case TensorProperties.Datatype when reader.TokenType == JsonTokenType.String && Datatypes.TryRead(ref reader, out head.Datatype):
                break;
            case TensorProperties.Datatype:
                head.WrongDatatype = JsonTexts.Quote(ref reader);
                break;
            case TensorProperties.Shape:
                TensorReader.ReadShape(ref reader, ref head);
                break;
            case TensorProperties.Data when head.IsKnown:
                _tensors.ReadData(ref reader, ref head, _bare, offset: 0, _json.Length);
                break;
            case TensorProperties.Data:
                head.DataStart = (int)reader.TokenStartIndex;
                reader.Skip();
                head.DataLength = (int)reader.BytesConsumed - head.DataStart;
                break;
            case TensorProperties.Parameters:
                head.BinarySize = new ParameterReader(_problems).ReadTensor(ref reader);
                break;
        }
    }

    private readonly void ReadParameters(ref Utf8JsonReader reader) => new ParameterReader(_problems).ReadRequest(ref reader, _request);

    private void ReadOutputs(ref Utf8JsonReader reader)
    {
        if (!EnterList(ref reader, "outputs"))
            return;
        while (NextObject(ref reader, "outputs"))
            ReadOutput(ref reader);
    }

    private readonly void ReadOutput(ref Utf8JsonReader reader)
    {
        var index = -2;
        bool? isBinary = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.ValueTextEquals("name"u8);
            var isParameters = !isName && reader.ValueTextEquals("parameters"u8);
            reader.Read();
            if (isName && index != -2)
            {
                _problems.Add(null, "outputs", "holds an output with two names.");
            }
            else if (isName && reader.TokenType == JsonTokenType.String)
            {
                index = _plan.FindOutput(ref reader);
                if (index < 0)
                    _problems.Add(null, JsonTexts.Find(ref reader) ?? "outputs", $"is no output of the model; it gives {_plan.OutputNames}.");
            }
            else if (isParameters)
            {
                isBinary = new ParameterReader(_problems).ReadOutput(ref reader);
            }
            reader.Skip();
        }
        if (index == -2)
            _problems.Add(null, "outputs", "holds an output without a name.");
        else if (index >= 0 && IsWanted(index))
            _problems.Add(null, _plan.Outputs[index].Name, "is asked for twice; name each output once.");
        else if (index >= 0)
            _request.Outputs.Add(new WantedOutput(index, isBinary));
    }

    private readonly bool IsWanted(int index)
    {
        foreach (var output in _request.Outputs)
            if (output.Index == index)
                return true;
        return false;
    }
}
