using System.Text.Json;

namespace Saker.Conformance.Samples;

/// <summary>A tensor of the model's metadata; -1 in the shape is a dimension of any size.</summary>
internal sealed record TensorInfo(string Name, string Datatype, IReadOnlyList<long> Shape)
{
    /// <summary>Whether the first dimension is of any size, as where rows are batched.</summary>
    public bool IsBatched => Shape is [-1, ..];

    /// <summary>Null when the element does not describe a tensor.</summary>
    public static TensorInfo? Parse(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("datatype", out var datatype) || datatype.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array)
        {
            return null;
        }
        List<long> sizes = [];
        foreach (var size in shape.EnumerateArray())
        {
            if (size.ValueKind != JsonValueKind.Number || !size.TryGetInt64(out var value) || value < -1)
                return null;
            sizes.Add(value);
        }
        return new TensorInfo(name.GetString()!, datatype.GetString()!, sizes);
    }
}
