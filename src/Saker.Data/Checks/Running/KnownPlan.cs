namespace Saker.Data.Checks.Running;

/// <summary>Whether the check holds is known without a look at the rows.</summary>
/// <param name="Complaints">What is wrong, with the column at fault where there is one.</param>
internal sealed record KnownPlan(IReadOnlyList<(string? Column, string Complaint)> Complaints) : CheckPlan
{
    /// <summary>The check does not go with the data.</summary>
    public static KnownPlan Unfit(string? column, string complaint) => new([(column, complaint)]);
}
