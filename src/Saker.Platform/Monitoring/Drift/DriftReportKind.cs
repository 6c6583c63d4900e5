using System.Text.Json.Serialization;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Why traffic was compared.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftReportKind>))]
public enum DriftReportKind
{
    /// <summary>It is one of the windows, each of which is compared once.</summary>
    [JsonStringEnumMemberName("window")]
    Window,

    /// <summary>Somebody asked.</summary>
    [JsonStringEnumMemberName("asked")]
    Asked,
}
