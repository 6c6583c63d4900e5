using System.Text.Json.Nodes;

namespace Saker.Conformance.Tests.Reference;

/// <summary>Gives its inputs back as outputs. Refuses by throwing.</summary>
internal sealed class EchoModel(Flaw flaw)
{
    public const string Name = "echo";
    public const string Version = "1";

    private static readonly (string Name, string Datatype, long Size)[] s_tensors = [("number", "FP32", 2), ("whole", "INT32", 1), ("text", "BYTES", 1), ("truth", "BOOL", 1)];
    private static readonly string[] s_datatypes = ["BOOL", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64", "FP16", "FP32", "FP64", "BYTES"];

    private readonly Lock _lock = new();
    private string? _lastId;
    private int _requests;

    /// <summary>Whether more than one request is under way.</summary>
    public bool IsCrowded { get; set; }

    public JsonObject Describe(string asked) => new()
    {
        ["name"] = flaw == Flaw.MetadataNamesAnother ? "other" : flaw == Flaw.ModelNameIgnoresCaseAndEchoes ? asked : Name,
        ["versions"] = new JsonArray(flaw == Flaw.VersionsAreNumbers ? 1 : Version),
        ["platform"] = "reference_echo",
        ["inputs"] = new JsonArray([.. s_tensors.Select(tensor => Describe(tensor.Name, tensor.Datatype, tensor.Size))]),
        ["outputs"] = new JsonArray([.. s_tensors.Select(tensor => Describe("out_" + tensor.Name, flaw == Flaw.OutputDatatypeWrong && tensor.Datatype == "INT32" ? "INT64" : tensor.Datatype, flaw == Flaw.OutputShapeWrong ? tensor.Size + 1 : tensor.Size))]),
    };

    private JsonNode Describe(string name, string datatype, long size) => new JsonObject
    {
        ["name"] = name,
        ["datatype"] = datatype,
        ["shape"] = flaw == Flaw.MetadataShapeIsText ? "[-1]" : new JsonArray(-1, size),
    };

    public JsonObject Infer(JsonNode? node)
    {
        var request = node!.AsObject();
        if (request["id"] is { } id && (id is not JsonValue || !id.AsValue().TryGetValue<string>(out _)))
            throw new FormatException("id is a text");
        if (request["parameters"] is { } parameters)
            CheckParameters(parameters);
        var inputs = request["inputs"] is null && flaw == Flaw.InputsOptional ? [] : request["inputs"]!.AsArray().Select(input => Read(input!.AsObject())).ToList();
        var outputs = inputs.Count == 0 && flaw == Flaw.InputsOptional ? [] : Outputs(inputs);
        return Answer(request, Requested(request, outputs));
    }

    private void CheckParameters(JsonNode parameters)
    {
        if (parameters.AsObject().Count > 0 && flaw == Flaw.ParametersRefused)
            throw new FormatException("parameters are not known");
        if (parameters.AsObject().Any(parameter => parameter.Value is not JsonValue))
            throw new FormatException("a parameter is a text, a number or a truth");
    }

    private Values Read(JsonObject input)
    {
        var name = input["name"]!.GetValue<string>();
        var datatype = input["datatype"]!.GetValue<string>();
        if (flaw == Flaw.DatatypeIgnoresCase)
            datatype = datatype.ToUpperInvariant();
        if (!s_datatypes.Contains(datatype) && flaw != Flaw.DatatypeIgnored)
            throw new FormatException($"there is no datatype {datatype}");
        if (input["parameters"] is { } parameters)
            CheckParameters(parameters);
        var shape = input["shape"]!.AsArray().Select(size => size!.GetValue<long>()).ToList();
        if (flaw == Flaw.OpenSizeTaken && shape[0] == -1)
            shape[0] = input["data"]!.AsArray().Count / shape[1];
        if (shape.Any(size => size < 0))
        {
            if (flaw != Flaw.NegativeShapeTaken)
                throw new FormatException("a size is 0 or more");
            shape = shape.ConvertAll(size => Math.Abs(size));
        }
        List<JsonNode?> data = [];
        Flatten(input["data"]!.AsArray(), shape, 0, data);
        var count = shape.Aggregate(1L, (product, size) => checked(product * size));
        if (count != data.Count && flaw != Flaw.CountIgnored)
            throw new FormatException($"'{name}' has {data.Count} values for {count}");
        return new Values(name, datatype, shape, data);
    }

    private void Flatten(JsonArray array, List<long> shape, int depth, List<JsonNode?> into)
    {
        var isNested = array.Any(item => item is JsonArray);
        if (isNested && flaw == Flaw.NestedRefused)
            throw new FormatException("data is flat");
        if ((isNested || depth > 0) && (depth >= shape.Count || (array.Count != shape[depth] && flaw != Flaw.CountIgnored)))
            throw new FormatException("the nested data is not of the shape");
        foreach (var item in array)
        {
            if (item is JsonArray inner)
                Flatten(inner, shape, depth + 1, into);
            else
                into.Add(isNested ? throw new FormatException("the data is uneven") : item);
        }
    }

    private List<Values> Outputs(List<Values> inputs)
    {
        var comparison = flaw == Flaw.InputNameIgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        List<Values> outputs = [];
        foreach (var (at, (name, datatype, size)) in s_tensors.Index())
        {
            var found = flaw == Flaw.InputsByPosition ? inputs[at] with { Name = name } : inputs.SingleOrDefault(input => comparison.Equals(input.Name, name));
            if (found is null && flaw == Flaw.MissingInputIsZero)
                found = new Values(name, datatype, [inputs[0].Shape[0], size], [.. Enumerable.Repeat((JsonNode?)0, (int)(inputs[0].Shape[0] * size))]);
            if (found is null || (found.Datatype != datatype && flaw is not (Flaw.DatatypeIgnored or Flaw.InputsByPosition or Flaw.MissingInputIsZero)))
                throw new FormatException($"'{name}' is missing or no {datatype}");
            if ((found.Shape.Count != 2 || found.Shape[1] != size) && flaw is not (Flaw.FixedSizeIgnored or Flaw.InputsByPosition or Flaw.CountIgnored))
                throw new FormatException($"'{name}' must have shape [-1, {size}]");
            outputs.Add(found with { Name = "out_" + name, Data = [.. found.Data.Select(value => flaw is Flaw.InputsByPosition or Flaw.DatatypeIgnored or Flaw.MissingInputIsZero ? value?.DeepClone() : Convert(value, datatype))] });
        }
        if (inputs.Count > s_tensors.Length || outputs.Select(output => output.Shape[0]).Distinct().Count() > 1)
            throw new FormatException("an input is not the model's, or has other rows");
        return outputs;
    }

    private JsonNode? Convert(JsonNode? value, string datatype) => datatype switch
    {
        "FP32" => value!.GetValue<double>() is var number && float.IsFinite((float)number) ? JsonValue.Create((float)number) : null,
        "INT32" when flaw == Flaw.IntegersWrap => JsonValue.Create(unchecked((int)value!.GetValue<long>())),
        "INT32" => JsonValue.Create(value!.GetValue<int>()),
        "BOOL" => JsonValue.Create(value!.GetValue<bool>()),
        _ => JsonValue.Create(value!.GetValue<string>()),
    };

    private List<Values> Requested(JsonObject request, List<Values> outputs)
    {
        if (flaw == Flaw.OutputMissing)
            outputs.RemoveAt(outputs.Count - 1);
        if (request["outputs"] is not { } list)
            return outputs;
        List<Values> chosen = [];
        foreach (var item in list.AsArray())
        {
            var name = item!["name"]!.GetValue<string>();
            if (item["parameters"] is { } parameters)
                CheckParameters(parameters);
            if (outputs.FirstOrDefault(output => output.Name == name) is { } output)
                chosen.Add(output with { Data = [.. output.Data.Select(value => value?.DeepClone())] });
            else if (flaw != Flaw.UnknownOutputIgnored)
                throw new FormatException($"there is no output '{name}'");
        }
        if (flaw == Flaw.OutputsUnordered)
            chosen = [.. chosen.OrderBy(output => output.Name, StringComparer.Ordinal)];
        return chosen.Count == 0 || flaw == Flaw.OutputsIgnored ? outputs : chosen;
    }

    private JsonObject Answer(JsonObject request, List<Values> outputs)
    {
        var answer = new JsonObject
        {
            ["model_name"] = Name,
            ["model_version"] = flaw == Flaw.ModelVersionIsNumber ? 1 : Version,
            ["outputs"] = new JsonArray([.. outputs.Select(ToJson)]),
        };
        if (flaw == Flaw.ModelNameMissing)
            answer.Remove("model_name");
        if (request["id"]?.GetValue<string>() is { } id && flaw != Flaw.IdLost)
            answer["id"] = flaw == Flaw.IdTrimmed ? id.Trim() : flaw == Flaw.IdShared ? Shared(id) : id;
        return answer;
    }

    // Gives every third request the id of the one before: what a server with a shared buffer does under load.
    private string Shared(string id)
    {
        lock (_lock)
        {
            var given = id.StartsWith("parallel", StringComparison.Ordinal) && ++_requests % 3 == 0 ? _lastId ?? id : id;
            _lastId = id;
            return given;
        }
    }

    private JsonNode ToJson(Values output)
    {
        var data = output.Data;
        var shape = output.Shape;
        if (flaw == Flaw.RowsMixed && IsCrowded)
            data = [.. data.AsEnumerable().Reverse()];
        // Each row sees all the others.
        if (flaw == Flaw.RowsAddUp && output.Datatype == "FP32")
            data = [.. data.Select(value => JsonValue.Create(value!.GetValue<float>() + data.Sum(other => other!.GetValue<float>())))];
        if (flaw == Flaw.FirstRowOnly && shape.Count == 2)
            (data, shape) = ([.. data.Take((int)shape[1])], [1, shape[1]]);
        if (flaw == Flaw.OutputCountWrong)
            data = [.. data, data[^1]?.DeepClone()];
        return new JsonObject
        {
            ["name"] = output.Name,
            ["datatype"] = output.Datatype,
            ["shape"] = new JsonArray([.. shape.Select(size => JsonValue.Create(size))]),
            ["data"] = new JsonArray([.. data.Select(value => flaw == Flaw.NumbersAsText && output.Datatype == "INT32" ? JsonValue.Create(value!.ToString()) : value?.DeepClone())]),
        };
    }

    private sealed record Values(string Name, string Datatype, List<long> Shape, List<JsonNode?> Data);
}
