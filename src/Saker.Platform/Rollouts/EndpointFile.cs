using Saker.Data;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>The file of an endpoint: how it serves, and under <c>rollout:</c> how versions come to it where nobody says otherwise.</summary>
/// <param name="Settings">How it serves.</param>
/// <param name="Rollout">The policy; null where the file says nothing of it, which leaves the endpoint's as it is.</param>
public sealed record EndpointFile(EndpointSettings Settings, RolloutSettings? Rollout)
{
    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no YAML, or some settings are not possible; all of them are named, with their lines.</exception>
    public static EndpointFile ReadYaml(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new EndpointFile(new EndpointSettings(), null);
        var yaml = YamlText.Parse(text);
        return Read(yaml.Values, KeyStyle.Yaml, yaml.LineOf);
    }

    /// <summary>As <see cref="ReadYaml"/>, with keys such as <c>minTime</c>.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or some settings are not possible; all of them are named.</exception>
    public static EndpointFile ReadJson(ReadOnlyMemory<byte> utf8) => Read(JsonValues.Read(utf8, EndpointSettingsText.Format.Noun), KeyStyle.Json, lineOf: null);

    private static EndpointFile Read(IReadOnlyDictionary<string, object?> values, KeyStyle style, Func<string, long?>? lineOf)
    {
        var problems = new List<Problem>();
        var file = new Values(values, "", problems);
        var rollout = file.Has(RolloutSettingsText.Key) ? new RolloutSettingsReader(style).Read(file.Section(RolloutSettingsText.Key)) : null;
        var serving = values.Where(pair => pair.Key != RolloutSettingsText.Key).ToDictionary(StringComparer.Ordinal);
        var settings = new EndpointSettingsReader(style).Read(new Values(serving, "", problems));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, EndpointSettingsText.Format.Refusal, [.. problems.Select(problem => problem.AtLine(lineOf?.Invoke(problem.Field)))]);
        return new EndpointFile(settings, rollout);
    }
}
