using Saker.Data;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Serving.Settings;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Monitoring.Settings;

/// <summary>How an endpoint is watched, as YAML (keys such as <c>min_rows</c>) and as JSON (<c>minRows</c>).</summary>
public static class MonitorSettingsText
{
    internal static SettingsFormat<MonitorSettings> Format { get; } = new("The monitor's settings are", Read, ValuesOf);

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no YAML, or some settings are not possible; all of them are named, with their lines.</exception>
    public static MonitorSettings ReadYaml(string text) => Format.ReadYaml(text);

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or some settings are not possible; all of them are named.</exception>
    public static MonitorSettings ReadJson(ReadOnlyMemory<byte> utf8) => Format.ReadJson(utf8);

    public static string WriteYaml(MonitorSettings settings) => Format.WriteYaml(settings);

    /// <summary>The settings as UTF-8 JSON, every key written out.</summary>
    public static byte[] WriteJson(MonitorSettings settings) => Format.WriteJson(settings);

    /// <summary>What differs, in the order in which settings are written.</summary>
    public static IReadOnlyList<SettingDifference> Differences(MonitorSettings from, MonitorSettings to) =>
        SettingDifference.Between(ValuesOf(from, KeyStyle.Yaml), ValuesOf(to, KeyStyle.Yaml));

    /// <summary>Reads a part of another YAML file; problems go to its own list.</summary>
    internal static MonitorSettings Read(Values section) => Read(section, KeyStyle.Yaml);

    /// <summary>What is not possible of settings that were made in code.</summary>
    /// <param name="settings">What to check.</param>
    /// <param name="place">Where they stand; problems are reported under it, as YAML spells keys.</param>
    internal static IReadOnlyList<Problem> Check(MonitorSettings settings, string place) => Format.Check(settings, place);

    /// <summary>The plain values that <see cref="Read(Values)"/> reads, every key written out.</summary>
    internal static IReadOnlyDictionary<string, object?> ValuesOf(MonitorSettings settings, KeyStyle style) => SettingValues.Map(
        style,
        ("log", LogSettingsText.Write(settings.Log, style)),
        ("drift", DriftSettingsText.ValuesOf(settings.Drift, style)),
        ("performance", PerformanceSettingsText.ValuesOf(settings.Performance, style)));

    private static MonitorSettings Read(Values from, KeyStyle style)
    {
        var settings = new MonitorSettings
        {
            Log = LogSettingsText.Read(from.Section("log"), style),
            Drift = DriftSettingsText.Read(from.Section("drift"), style),
            Performance = PerformanceSettingsText.Read(from.Section("performance"), style),
        };
        from.RejectUnknown();
        return settings;
    }
}
