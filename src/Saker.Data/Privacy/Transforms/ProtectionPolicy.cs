namespace Saker.Data.Privacy.Transforms;

/// <summary>What is done to the columns of a data set before it is given on. Every column must be named, or there must be a rule for all others: a column that appears later is never let through unseen.</summary>
public sealed record ProtectionPolicy
{
    /// <summary>The rules by column.</summary>
    public required IReadOnlyDictionary<string, ProtectionRule> Columns { get; init; }

    /// <summary>The rule for columns without one; null refuses such columns.</summary>
    public ProtectionRule? Others { get; init; }

    public bool NeedsKeys => Columns.Values.Append(Others).Any(rule => rule is { NeedsKeys: true });

    /// <summary>Reads a policy from YAML; all that is wrong is told at once, with lines.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="SakerException">It is no YAML, or holds keys or values that are not understood.</exception>
    public static ProtectionPolicy Parse(string text, string name = "the policy") => PrivacyYaml.Read(text, name, ProtectionPolicyReader.Read);

    /// <summary>Reads a policy out of a section of another file; what is wrong is added to the problems of the settings.</summary>
    public static ProtectionPolicy Create(Settings settings) => ProtectionPolicyReader.Read(settings);
}
