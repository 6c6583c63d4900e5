using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data;

namespace Saker.Learning.Scores;

/// <summary>How evaluations are written: camel case, enumerations by name, NaN as a text.</summary>
internal static class EvaluationJson
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions s_dense = new(s_json) { WriteIndented = false };

    public static string Write<T>(T evaluation) => JsonSerializer.Serialize(evaluation, s_json);

    /// <summary>As the other, in one line: for arrays of thousands.</summary>
    public static string WriteDense<T>(T evaluation) => JsonSerializer.Serialize(evaluation, s_dense);

    /// <exception cref="SakerException">The text is not what <see cref="Write"/> writes.</exception>
    public static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, s_json) ?? throw new JsonException("it holds null.");
        }
        catch (JsonException exception)
        {
            throw Unreadable(exception);
        }
    }

    /// <exception cref="SakerException">The text is no JSON.</exception>
    public static bool HasKey(string json, string key)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(key, out _);
        }
        catch (JsonException exception)
        {
            throw Unreadable(exception);
        }
    }

    private static SakerException Unreadable(JsonException exception) =>
        new(ErrorKind.InvalidInput, $"The evaluation cannot be read: {exception.Message}", inner: exception);
}
