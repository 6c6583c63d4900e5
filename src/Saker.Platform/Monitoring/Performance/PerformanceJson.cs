using System.Text.Json;
using System.Text.Json.Serialization;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>How windows and detectors are kept in the database: camel case, NaN as a text.</summary>
internal static class PerformanceJson
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string? Write<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, s_json);

    public static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, s_json);
}
