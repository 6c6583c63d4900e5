namespace Saker.Platform.Serving.Settings;

/// <summary>The answer when nothing else can answer.</summary>
public sealed record ConstantSettings
{
    /// <summary>A text, number (<see cref="double"/> or <see cref="long"/>) or <see cref="bool"/> by output. Every output of the model needs one.</summary>
    public required IReadOnlyDictionary<string, object> Outputs { get; init; }

    public bool Equals(ConstantSettings? other) => other is not null && OutputValues.AreEqual(Outputs, other.Outputs);

    public override int GetHashCode() => Outputs.Count;
}
