using System.Text.Json.Nodes;

namespace Saker.Conformance.Samples;

/// <summary>A valid infer request: a tensor for every input.</summary>
internal sealed record SampleRequest(IReadOnlyList<SampleTensor> Inputs)
{
    /// <summary>A fresh JSON document of it, free to be changed.</summary>
    public JsonObject ToJson() => new() { ["inputs"] = new JsonArray([.. Inputs.Select(input => input.ToJson())]) };

    public SampleRequest Rows(params ReadOnlySpan<int> rows)
    {
        List<SampleTensor> inputs = [];
        foreach (var input in Inputs)
            inputs.Add(input.Rows(rows));
        return new SampleRequest(inputs);
    }
}
