namespace Saker.Learning.Models;

/// <summary>How rows are checked before a model sees them.</summary>
public sealed record InputGuardOptions
{
    /// <summary>The most problems to report of one table; a further one says that there are more.</summary>
    public int MaxProblems { get; init; } = 100;

    /// <summary>Whether a text that training did not see is refused. The model itself takes it as no category at all.</summary>
    public bool RejectUnseenCategories { get; init; } = true;
}
