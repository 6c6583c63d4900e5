using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Reports of drift as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DriftEvaluation))]
internal sealed partial class DriftJson : JsonSerializerContext
{
    public static string Write(DriftEvaluation report) => JsonSerializer.Serialize(report, Default.DriftEvaluation);

    /// <summary>As tables keep it.</summary>
    public static byte[] Pack(DriftEvaluation report) => PackedJson.Write(report, Default.DriftEvaluation, CompressionLevel.Optimal);

    /// <exception cref="SakerException">The text is no report (data loss).</exception>
    public static DriftEvaluation Read(string json) => Read(() => JsonSerializer.Deserialize(json, Default.DriftEvaluation));

    /// <exception cref="SakerException">The bytes are no report (data loss).</exception>
    public static DriftEvaluation Unpack(byte[] bytes) => Read(() => PackedJson.Read(bytes, Default.DriftEvaluation));

    private static DriftEvaluation Read(Func<DriftEvaluation?> read)
    {
        try
        {
            return read() ?? throw new JsonException("null is no report.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new SakerException(ErrorKind.DataLoss, $"A stored report of drift cannot be read: {exception.Message}", "report", exception);
        }
    }
}
