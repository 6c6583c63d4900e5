namespace Saker.Platform.Experiments;

/// <summary>Names a run; 32 hexadecimal digits, as MLflow clients expect.</summary>
public readonly record struct RunId(string Value)
{
    private const int ShortLength = 12;

    /// <summary>The first digits, as people see the id in lists; <see cref="IExperimentStore.FindRunByPrefixAsync"/> finds the run again.</summary>
    public string Short => Value.Length > ShortLength ? Value[..ShortLength] : Value;

    public override string ToString() => Value;
}
