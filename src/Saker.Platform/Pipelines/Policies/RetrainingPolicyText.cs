using Saker.Data;
using Saker.Platform.Serving.Settings;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Pipelines.Policies;

/// <summary>A policy as YAML (keys such as <c>max_per_day</c>) and as JSON (<c>maxPerDay</c>).</summary>
public static class RetrainingPolicyText
{
    internal static SettingsFormat<RetrainingPolicy> Format { get; } = new("The retraining policy is", (section, style) => new RetrainingPolicyReader(style).Read(section), RetrainingPolicyValues.Of);

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no YAML, or some of it is not possible; all problems are named, with their lines.</exception>
    public static RetrainingPolicy ReadYaml(string text) => Format.ReadYaml(text);

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or some of it is not possible; all problems are named.</exception>
    public static RetrainingPolicy ReadJson(ReadOnlyMemory<byte> utf8) => Format.ReadJson(utf8);

    public static string WriteYaml(RetrainingPolicy policy) => Format.WriteYaml(policy);

    /// <summary>The policy as UTF-8 JSON; triggers that are not set are left out.</summary>
    public static byte[] WriteJson(RetrainingPolicy policy) => Format.WriteJson(policy);

    /// <summary>Reads a part of another YAML file; problems go to its own list.</summary>
    internal static RetrainingPolicy Read(Values section) => new RetrainingPolicyReader(KeyStyle.Yaml).Read(section);

    /// <summary>What is not possible of a policy that was made in code.</summary>
    /// <param name="policy">What to check.</param>
    /// <param name="place">Where it stands; problems are reported under it, as YAML spells keys.</param>
    internal static IReadOnlyList<Problem> Check(RetrainingPolicy policy, string place) => Format.Check(policy, place);
}
