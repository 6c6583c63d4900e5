using System.Text.Json;

namespace Saker.Testing.Toys;

/// <summary>What a toy receiver was asked.</summary>
public sealed record ToyHttpRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>What it answered.</summary>
    public int Status { get; set; }

    public JsonElement Json => JsonElement.Parse(Body);
}
