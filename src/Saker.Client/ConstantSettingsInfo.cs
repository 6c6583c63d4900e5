using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>The answer when nothing else can answer.</summary>
public sealed record ConstantSettingsInfo
{
    /// <summary>A text, a number, true or false for every output of the model: <c>new() { Outputs = new Dictionary&lt;string, JsonNode&gt; { ["probability"] = 0.2 } }</c>.</summary>
    public required IReadOnlyDictionary<string, JsonNode> Outputs { get; init; }
}
