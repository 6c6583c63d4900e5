using Saker.Data;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>Settings of rollouts as YAML (keys such as <c>min_time</c>) and as JSON (<c>minTime</c>).</summary>
public static class RolloutSettingsText
{
    private const string Refusal = "The rollout's settings are not possible.";

    /// <summary>What is not said has its default. Settings stand by themselves, or alone under <c>rollout:</c>, as in the file of an endpoint.</summary>
    /// <exception cref="SakerException">The text is no YAML, or some settings are not possible; all of them are named, with their lines.</exception>
    public static RolloutSettings ReadYaml(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new RolloutSettings();
        var yaml = YamlText.Parse(text);
        return yaml.Values.Count == 1 && yaml.Values.TryGetValue("rollout", out var only) && only is IReadOnlyDictionary<string, object?> section
            ? Read(section, KeyStyle.Yaml, place => yaml.LineOf($"rollout.{place}"))
            : Read(yaml.Values, KeyStyle.Yaml, yaml.LineOf);
    }

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or some settings are not possible; all of them are named.</exception>
    public static RolloutSettings ReadJson(ReadOnlyMemory<byte> utf8) => Read(JsonValues.Read(utf8, "The rollout's settings are"), KeyStyle.Json, lineOf: null);

    public static string WriteYaml(RolloutSettings settings) => YamlValues.Write(RolloutSettingsValues.Of(settings, KeyStyle.Yaml));

    /// <summary>The settings as UTF-8 JSON, every key written out.</summary>
    public static byte[] WriteJson(RolloutSettings settings) => JsonValues.Write(RolloutSettingsValues.Of(settings, KeyStyle.Json));

    /// <summary>Reads a part of another YAML file; problems go to its own list.</summary>
    internal static RolloutSettings Read(Values section) => new RolloutSettingsReader(KeyStyle.Yaml).Read(section);

    /// <summary>What is not possible of settings that were made in code.</summary>
    /// <param name="settings">What to check.</param>
    /// <param name="place">Where they stand; problems are reported under it, as YAML spells keys.</param>
    internal static IReadOnlyList<Problem> Check(RolloutSettings settings, string place)
    {
        var problems = new List<Problem>();
        Read(new Values(RolloutSettingsValues.Of(settings, KeyStyle.Yaml), place, problems));
        return problems;
    }

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    internal static void Require(RolloutSettings settings) => Read(RolloutSettingsValues.Of(settings, KeyStyle.Json), KeyStyle.Json, lineOf: null);

    internal static RolloutSettings Read(IReadOnlyDictionary<string, object?> values, KeyStyle style, Func<string, long?>? lineOf)
    {
        var problems = new List<Problem>();
        var settings = new RolloutSettingsReader(style).Read(new Values(values, "", problems));
        if (problems.Count == 0)
            return settings;
        var placed = problems.Select(problem => lineOf?.Invoke(problem.Field) is { } line ? problem with { Field = $"line {line}, {problem.Field}" } : problem).ToList();
        throw new SakerException(ErrorKind.InvalidInput, Refusal, placed);
    }
}
