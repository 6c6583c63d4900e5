namespace Saker.Data.Checks;

/// <summary>A check about rows, which can be about some of them only.</summary>
public abstract record ConditionalCheck : Check
{
    private protected ConditionalCheck()
    {
    }

    /// <summary>
    /// A condition in SQL over the columns of a row, such as <c>plan = 'paid' AND "end date" IS NULL</c>; rows for which it does not hold are
    /// left out. Null takes all rows.
    /// </summary>
    public string? Where { get; init; }
}
