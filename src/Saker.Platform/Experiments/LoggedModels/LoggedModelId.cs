namespace Saker.Platform.Experiments.LoggedModels;

/// <summary>Names a logged model: <c>m-</c> and 32 hexadecimal digits, as MLflow's clients expect.</summary>
public readonly record struct LoggedModelId(string Value)
{
    public override string ToString() => Value;
}
