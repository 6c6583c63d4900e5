using System.Text.Json.Serialization;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts;

/// <summary>How evidence and proposals are written into the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(EvidenceReading))]
[JsonSerializable(typeof(RolloutProposal))]
internal sealed partial class RolloutJson : JsonSerializerContext;
