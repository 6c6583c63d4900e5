using System.Text.Json;
using System.Text.Json.Serialization;

namespace Saker.Dashboard.Watching;

/// <summary>What charts of this area take.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EffectMessage))]
[JsonSerializable(typeof(Performance.ScoreMessage))]
internal sealed partial class WatchJson : JsonSerializerContext;
