using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Reports of drift as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DriftEvaluation))]
internal sealed partial class DriftJson : JsonSerializerContext
{
    public static string Write(DriftEvaluation report) => JsonSerializer.Serialize(report, Default.DriftEvaluation);

    /// <exception cref="SakerException">The text is no report (data loss).</exception>
    public static DriftEvaluation Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.DriftEvaluation) ?? throw new JsonException("null is no report.");
        }
        catch (JsonException exception)
        {
            throw new SakerException(ErrorKind.DataLoss, $"A stored report of drift cannot be read: {exception.Message}", "report", exception);
        }
    }
}
