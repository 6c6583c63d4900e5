using Saker.Data;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Monitoring.Settings;

/// <summary>How an endpoint is watched, as YAML (keys such as <c>min_rows</c>) and as JSON (<c>minRows</c>).</summary>
public static class MonitorSettingsText
{
    internal const string Noun = "The monitor's settings are";

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no YAML, or some settings are not possible; all of them are named, with their lines.</exception>
    public static MonitorSettings ReadYaml(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new MonitorSettings();
        var yaml = YamlText.Parse(text);
        return Read(yaml.Values, KeyStyle.Yaml, yaml.LineOf);
    }

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or some settings are not possible; all of them are named.</exception>
    public static MonitorSettings ReadJson(ReadOnlyMemory<byte> utf8) => Read(JsonValues.Read(utf8, Noun), KeyStyle.Json, lineOf: null);

    public static string WriteYaml(MonitorSettings settings) => YamlValues.Write(ValuesOf(settings, KeyStyle.Yaml));

    /// <summary>The settings as UTF-8 JSON, every key written out.</summary>
    public static byte[] WriteJson(MonitorSettings settings) => JsonValues.Write(ValuesOf(settings, KeyStyle.Json));

    /// <summary>What differs, in the order in which settings are written.</summary>
    public static IReadOnlyList<SettingDifference> Differences(MonitorSettings from, MonitorSettings to) =>
        SettingDifference.Between(ValuesOf(from, KeyStyle.Yaml), ValuesOf(to, KeyStyle.Yaml));

    /// <summary>Reads a part of another YAML file; problems go to its own list.</summary>
    internal static MonitorSettings Read(Values section) => Read(section, KeyStyle.Yaml);

    /// <summary>What is not possible of settings that were made in code.</summary>
    /// <param name="settings">What to check.</param>
    /// <param name="place">Where they stand; problems are reported under it, as YAML spells keys.</param>
    internal static IReadOnlyList<Problem> Check(MonitorSettings settings, string place)
    {
        var problems = new List<Problem>();
        Read(new Values(ValuesOf(settings, KeyStyle.Yaml), place, problems));
        return problems;
    }

    internal static MonitorSettings Read(IReadOnlyDictionary<string, object?> values, KeyStyle style, Func<string, long?>? lineOf)
    {
        var problems = new List<Problem>();
        var settings = Read(new Values(values, "", problems), style);
        if (problems.Count == 0)
            return settings;
        var placed = problems.Select(problem => lineOf?.Invoke(problem.Field) is { } line ? problem with { Field = $"line {line}, {problem.Field}" } : problem).ToList();
        throw new SakerException(ErrorKind.InvalidInput, "The monitor's settings are not possible.", placed);
    }

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
