using Saker.Data;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Pipelines.Policies;

/// <summary>A policy as YAML (keys such as <c>max_per_day</c>) and as JSON (<c>maxPerDay</c>).</summary>
public static class RetrainingPolicyText
{
    internal const string Refusal = "The retraining policy is not possible.";

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no YAML, or some of it is not possible; all problems are named, with their lines.</exception>
    public static RetrainingPolicy ReadYaml(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new RetrainingPolicy();
        var yaml = YamlText.Parse(text);
        return Read(yaml.Values, KeyStyle.Yaml, yaml.LineOf);
    }

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or some of it is not possible; all problems are named.</exception>
    public static RetrainingPolicy ReadJson(ReadOnlyMemory<byte> utf8) => Read(JsonValues.Read(utf8, "The retraining policy is"), KeyStyle.Json, lineOf: null);

    public static string WriteYaml(RetrainingPolicy policy) => YamlValues.Write(RetrainingPolicyValues.Of(policy, KeyStyle.Yaml));

    /// <summary>The policy as UTF-8 JSON; triggers that are not set are left out.</summary>
    public static byte[] WriteJson(RetrainingPolicy policy) => JsonValues.Write(RetrainingPolicyValues.Of(policy, KeyStyle.Json));

    /// <summary>Reads a part of another YAML file; problems go to its own list.</summary>
    internal static RetrainingPolicy Read(Values section) => new RetrainingPolicyReader(KeyStyle.Yaml).Read(section);

    /// <summary>What is not possible of a policy that was made in code.</summary>
    /// <param name="policy">What to check.</param>
    /// <param name="place">Where it stands; problems are reported under it, as YAML spells keys.</param>
    internal static IReadOnlyList<Problem> Check(RetrainingPolicy policy, string place)
    {
        var problems = new List<Problem>();
        Read(new Values(RetrainingPolicyValues.Of(policy, KeyStyle.Yaml), place, problems));
        return problems;
    }

    private static RetrainingPolicy Read(IReadOnlyDictionary<string, object?> values, KeyStyle style, Func<string, long?>? lineOf)
    {
        var problems = new List<Problem>();
        var policy = new RetrainingPolicyReader(style).Read(new Values(values, "", problems));
        if (problems.Count == 0)
            return policy;
        var placed = problems.Select(problem => lineOf?.Invoke(problem.Field) is { } line ? problem with { Field = $"line {line}, {problem.Field}" } : problem).ToList();
        throw new SakerException(ErrorKind.InvalidInput, Refusal, placed);
    }
}
