using Saker.Data;
using Saker.Platform.Serving.Settings;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>Settings of rollouts as YAML (keys such as <c>min_time</c>) and as JSON (<c>minTime</c>).</summary>
public static class RolloutSettingsText
{
    /// <summary>What they stand under in a file that says more.</summary>
    internal const string Key = "rollout";

    // Of which strategies alone a setting is.
    private static readonly Dictionary<string, RolloutKind[]> s_own = new(StringComparer.Ordinal)
    {
        ["steps"] = [RolloutKind.Canary],
        ["weights"] = [RolloutKind.Ab],
        ["shadow"] = [RolloutKind.Shadow],
        ["metric"] = [RolloutKind.Ab, RolloutKind.Bandit],
        ["confidence"] = [RolloutKind.Ab, RolloutKind.Bandit],
        ["reweigh_every"] = [RolloutKind.Bandit],
        ["keep_warm"] = [RolloutKind.BlueGreen],
    };

    internal static SettingsFormat<RolloutSettings> Format { get; } = new("The rollout's settings are", (section, style) => new RolloutSettingsReader(style).Read(section), RolloutSettingsValues.Of);

    /// <summary>Without a judgement of times, which was not always made: for what was stored, and for what is a part of something that is judged as a whole.</summary>
    internal static SettingsFormat<RolloutSettings> Kept { get; } = new(Format.Noun, (section, style) => new RolloutSettingsReader(style, takesAnyTimes: true).Read(section), RolloutSettingsValues.Of);

    /// <summary>What is not said has its default. Settings stand by themselves, or alone under <c>rollout:</c>, as in the file of an endpoint.</summary>
    /// <exception cref="SakerException">The text is no YAML, or some settings are not possible; all of them are named, with their lines.</exception>
    public static RolloutSettings ReadYaml(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new RolloutSettings();
        var yaml = YamlText.Parse(text);
        var problems = new List<Problem>();
        var file = new Values(yaml.Values, "", problems);
        if (!file.Has(Key))
            return Format.Read(yaml.Values, KeyStyle.Yaml, yaml.LineOf);
        var settings = new RolloutSettingsReader(KeyStyle.Yaml).Read(file.Section(Key));
        file.RejectUnknown();
        return problems.Count == 0 ? settings : throw new SakerException(ErrorKind.InvalidInput, Format.Refusal, [.. problems.Select(problem => problem.AtLine(yaml.LineOf(problem.Field)))]);
    }

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or some settings are not possible; all of them are named.</exception>
    public static RolloutSettings ReadJson(ReadOnlyMemory<byte> utf8) => Format.ReadJson(utf8);

    public static string WriteYaml(RolloutSettings settings) => Format.WriteYaml(settings);

    /// <summary>As YAML, of what has a meaning for the strategy alone: steps are those of a canary.</summary>
    public static string WriteOwn(RolloutSettings settings)
    {
        var values = new OrderedDictionary<string, object?>(RolloutSettingsValues.Of(settings, KeyStyle.Yaml));
        foreach (var key in values.Keys.Where(key => s_own.TryGetValue(key, out var strategies) && settings.Strategy is { } strategy && !strategies.Contains(strategy)).ToList())
            values.Remove(key);
        return YamlValues.Write(values);
    }

    /// <summary>The settings as UTF-8 JSON, every key written out.</summary>
    public static byte[] WriteJson(RolloutSettings settings) => Format.WriteJson(settings);

    /// <summary>Reads a part of a pipeline's file, which may have been stored; whether its times fit is looked at before it runs. Problems go to its own list.</summary>
    internal static RolloutSettings Read(Values section) => new RolloutSettingsReader(KeyStyle.Yaml, takesAnyTimes: true).Read(section);

    /// <summary>What is not possible of settings that were made in code.</summary>
    /// <param name="settings">What to check.</param>
    /// <param name="place">Where they stand; problems are reported under it, as YAML spells keys.</param>
    internal static IReadOnlyList<Problem> Check(RolloutSettings settings, string place) => Format.Check(settings, place);
}
