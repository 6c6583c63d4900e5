using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What was folded, as it is stored: JSON, compressed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(EvidenceState))]
[JsonSerializable(typeof(IReadOnlyList<ArmCounts>))]
[JsonSerializable(typeof(IReadOnlyList<GuardPoint>))]
internal sealed partial class EvidenceJson : JsonSerializerContext
{
    public static byte[] Write(EvidenceState state) => PackedJson.Write(state, Default.EvidenceState);

    /// <summary>The state; null where there is none, or another Saker wrote it in a shape that is not known here: evidence then begins anew, which decides later and never wrongly.</summary>
    public static EvidenceState? Find(byte[]? bytes)
    {
        try
        {
            return bytes is null ? null : Read(bytes);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Of a state in a shape that is not known here, what every shape has: requests by arm, and how often was folded. Steps go by them.</summary>
    public static (IReadOnlyList<ArmCounts> Arms, long FoldCount) FindTotals(byte[] bytes)
    {
        try
        {
            using var packed = PackedJson.Open(bytes);
            using var document = JsonDocument.Parse(packed);
            var arms = document.RootElement.TryGetProperty("arms", out var counts) ? counts.Deserialize(Default.IReadOnlyListArmCounts) : null;
            return (arms ?? [], document.RootElement.TryGetProperty("foldCount", out var count) && count.TryGetInt64(out var folded) ? folded : 0);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return ([], 0);
        }
    }

    public static EvidenceState Read(byte[] bytes) => PackedJson.Read(bytes, Default.EvidenceState) ?? throw new InvalidDataException("The evidence of a rollout is empty.");
}
