using System.Text.Json.Nodes;

namespace Saker.Conformance.Samples;

/// <summary>An input with values, row-major and flat.</summary>
internal sealed record SampleTensor(string Name, string Datatype, IReadOnlyList<long> Shape, IReadOnlyList<JsonNode> Data)
{
    public int RowCount => Shape.Count > 0 ? (int)Shape[0] : 1;

    /// <summary>The given rows along the first dimension, in the given order.</summary>
    public SampleTensor Rows(params ReadOnlySpan<int> rows)
    {
        var size = RowCount == 0 ? 0 : Data.Count / RowCount;
        List<JsonNode> data = [];
        foreach (var row in rows)
            data.AddRange(Data.Skip(row * size).Take(size));
        return this with { Shape = [rows.Length, .. Shape.Skip(1)], Data = data };
    }

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["shape"] = new JsonArray([.. Shape.Select(size => JsonValue.Create(size))]),
        ["datatype"] = Datatype,
        ["data"] = new JsonArray([.. Data.Select(value => value.DeepClone())]),
    };

    /// <summary>The data as nested arrays, one level for each dimension.</summary>
    public JsonNode Nested()
    {
        var next = 0;
        return Shape.Count == 0 ? new JsonArray(Data[0].DeepClone()) : Nest(0, ref next);
    }

    private JsonNode Nest(int depth, ref int next)
    {
        if (depth == Shape.Count)
            return Data[next++].DeepClone();
        var array = new JsonArray();
        for (var i = 0; i < Shape[depth]; i++)
            array.Add(Nest(depth + 1, ref next));
        return array;
    }
}
