namespace Saker.Data.Checks;

/// <summary>A check that each row passes or breaks by itself, or compared with others.</summary>
public abstract record RowCheck : ConditionalCheck
{
    private protected RowCheck()
    {
    }

    /// <summary>The share of values, from 0 to 1, that must be right; missing ones do not count where the check leaves them out.</summary>
    public double Mostly { get; init; } = 1;

    internal override string Advice => "Correct these rows where they come from; if they are right, change the check, limit it with 'where' or allow a share with 'mostly'.";
}
