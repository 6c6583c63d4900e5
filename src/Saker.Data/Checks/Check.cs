using Saker.Data.Checks.Running;
using Saker.Data.Tallies;

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

    /// <summary>The public name of its kind, as in pipeline files: <c>not_null</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What the user calls it; null when it has no name of its own. <c>name</c> in files.</summary>
    public string? Title { get; init; }

    /// <summary>Why it must hold, in the user's words. <c>description</c> in files.</summary>
    public string? Note { get; init; }

    /// <summary>The column that it is about; null when it is about several or none.</summary>
    public string? Column { get; init; }

    public Severity Severity { get; init; } = Severity.Fail;

    /// <summary>What must hold, in words: <c>tenure is between 0 and 120</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The columns that it reads; each must be there.</summary>
    public virtual IReadOnlyList<string> Columns => Column is null ? [] : [Column];

    /// <summary>The other data that it compares with.</summary>
    public virtual IReadOnlyList<OtherData> Others => [];

    /// <summary>What to do when it is violated, in one sentence.</summary>
    internal virtual string Advice => "Correct the data where they come from, or change the check when the data are right.";

    /// <summary>What it asks of each cell, where that is all; it must give the numbers that its plan would. Null for what only the engine can tell.</summary>
    internal virtual CellTest? Test => null;

    /// <summary>How it runs; called only when all <see cref="Columns"/> are there.</summary>
    /// <exception cref="SakerException">It does not go with the data; the message says why and what would be right.</exception>
    internal abstract CheckPlan Plan(CheckContext context);
}
