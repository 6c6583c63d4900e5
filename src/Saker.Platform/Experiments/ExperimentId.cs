namespace Saker.Platform.Experiments;

/// <summary>Names an experiment; digits, as MLflow clients expect.</summary>
public readonly record struct ExperimentId(string Value)
{
    public override string ToString() => Value;
}
