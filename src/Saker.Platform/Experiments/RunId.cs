namespace Saker.Platform.Experiments;

/// <summary>Names a run; 32 hexadecimal digits, as MLflow clients expect.</summary>
public readonly record struct RunId(string Value)
{
    public override string ToString() => Value;
}
