namespace Saker.Data.Checks;

/// <summary>
/// One thing that must hold for the data. A check says what breaks it in the engine's SQL, so that all checks of a suite
/// run in one scan; it does not touch data itself.
/// </summary>
public abstract record Check
{
    private protected Check()
    {
    }

    /// <summary>The public name, as in pipeline files: <c>not_null</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The column that it is about; null when it is about several or none.</summary>
    public string? Column { get; init; }

    public Severity Severity { get; init; } = Severity.Fail;

    /// <summary>What must hold, in words: <c>tenure is between 0 and 120</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The columns that it reads; each must be there.</summary>
    public virtual IReadOnlyList<string> Columns => Column is null ? [] : [Column];

    /// <summary>How it runs; called only when all <see cref="Columns"/> are there.</summary>
    internal abstract CheckPlan Plan(IReadOnlyList<CheckColumn> columns);
}
