using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saker.Conformance.Samples;

/// <summary>Makes requests that fit a model's metadata: made up from a seed, or taken from a document that the user gave.</summary>
internal static class SampleMaker
{
    private const long MaxElements = 4_000_000;

    /// <summary>Small values of every datatype; the first dimension of any size becomes <paramref name="rowCount"/>, further ones 1.</summary>
    /// <exception cref="CheckSkippedException">No request can be made: an unknown datatype or a huge tensor.</exception>
    public static SampleRequest MakeUp(ModelInfo model, int seed, int rowCount)
    {
        var random = new Random(seed);
        return new SampleRequest([.. model.Inputs.Select(input => MakeUp(input, random, rowCount))]);
    }

    /// <exception cref="ConformanceException">The document is no infer request.</exception>
    public static SampleRequest Read(string json)
    {
        try
        {
            var root = JsonNode.Parse(json);
            var inputs = root as JsonArray ?? root?["inputs"]?.AsArray() ?? throw new ConformanceException("The file of inputs has no \"inputs\": it must hold an infer request, {\"inputs\": [{\"name\", \"shape\", \"datatype\", \"data\"}]}.");
            return new SampleRequest([.. inputs.Select(input => Read(input!))]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new ConformanceException($"The file of inputs cannot be read: {e.Message} It must hold an infer request, {{\"inputs\": [{{\"name\", \"shape\", \"datatype\", \"data\"}}]}}.", e);
        }
    }

    private static SampleTensor Read(JsonNode input)
    {
        List<JsonNode> data = [];
        Flatten(input["data"]!, data);
        var tensor = new SampleTensor(input["name"]!.GetValue<string>(), input["datatype"]!.GetValue<string>(), [.. input["shape"]!.AsArray().Select(size => size!.GetValue<long>())], data);
        var count = tensor.Shape.Aggregate(1L, (product, size) => product * size);
        return count == data.Count ? tensor : throw new ConformanceException($"The file of inputs gives '{tensor.Name}' {data.Count} values for shape [{string.Join(", ", tensor.Shape)}], which holds {count}.");
    }

    private static void Flatten(JsonNode node, List<JsonNode> into)
    {
        if (node is not JsonArray array)
        {
            into.Add(node);
            return;
        }
        foreach (var item in array)
            Flatten(item!, into);
    }

    private static SampleTensor MakeUp(TensorInfo input, Random random, int rowCount)
    {
        if (!DatatypeRange.IsKnown(input.Datatype))
            throw new CheckSkippedException($"input '{input.Name}' is of datatype '{input.Datatype}', which the protocol does not know");
        long[] shape = [.. input.Shape.Select((size, at) => size >= 0 ? size : at == 0 ? rowCount : 1)];
        var count = shape.Aggregate(1L, (product, size) => product * size);
        if (count > MaxElements)
            throw new CheckSkippedException($"input '{input.Name}' has {count} elements, too many to make up; give a smaller request with --inputs");
        var data = new JsonNode[count];
        for (var i = 0; i < data.Length; i++)
            data[i] = Value(input.Datatype, random);
        return new SampleTensor(input.Name, input.Datatype, shape, data);
    }

    // Small, and exact in every datatype: no server has a reason to answer them differently by JSON and by bytes.
    private static JsonValue Value(string datatype, Random random) => datatype switch
    {
        "BOOL" => JsonValue.Create(random.Next(2) == 1),
        "BYTES" => JsonValue.Create("text-" + random.Next(10)),
        "FP16" or "BF16" or "FP32" or "FP64" => JsonValue.Create(random.Next(1, 64) / 8.0),
        _ => JsonValue.Create(random.Next(1, 10)),
    };
}
