using System.Text.Json;

namespace Saker.Client;

/// <summary>The body of <c>POST /api/endpoints/{name}/predict</c>: an object a row, a field for every input of the endpoint's signature.</summary>
public sealed record PredictRequest(IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Rows)
{
    /// <summary>Whether the answer is to be explained: which columns raised and lowered it, and by how much.</summary>
    public bool Explain { get; init; }
}
