using System.Text.Json;
using Saker.Conformance.Samples;

namespace Saker.Conformance.Rest;

/// <summary>An output with its data, flat; the data is empty where it came as bytes.</summary>
internal sealed record OutputTensor(string Name, string Datatype, IReadOnlyList<long> Shape, IReadOnlyList<JsonElement> Data, JsonElement Json)
{
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    public static OutputTensor? Parse(JsonElement element)
    {
        if (TensorInfo.Parse(element) is not { } info)
            return null;
        List<JsonElement> data = [];
        if (element.TryGetProperty("data", out var array))
        {
            if (array.ValueKind != JsonValueKind.Array)
                return null;
            Flatten(array, data);
        }
        return new OutputTensor(info.Name, info.Datatype, info.Shape, data, element);
    }

    private static void Flatten(JsonElement element, List<JsonElement> into)
    {
        if (element.ValueKind != JsonValueKind.Array)
            into.Add(element);
        else
            foreach (var item in element.EnumerateArray())
                Flatten(item, into);
    }
}
