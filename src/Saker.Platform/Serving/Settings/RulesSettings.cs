namespace Saker.Platform.Serving.Settings;

/// <summary>Answers by rules instead of a model: a SQL expression over the inputs for every output.</summary>
public sealed record RulesSettings
{
    /// <summary>An expression by output, such as <c>CASE WHEN tenure &lt; 6 THEN 0.6 ELSE 0.2 END</c>. Every output of the model needs one.</summary>
    public required IReadOnlyDictionary<string, string> Outputs { get; init; }

    public StepSettings Step { get; init; } = new();

    public bool Equals(RulesSettings? other) => other is not null && Step == other.Step && OutputValues.AreEqual(Outputs, other.Outputs);

    public override int GetHashCode() => HashCode.Combine(Outputs.Count, Step);
}
